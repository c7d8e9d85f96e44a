-- Cases, with all that goes on around them. Who did something is a person, or 0 for Firstline itself, or NULL for a person
-- who was forgotten since. A text that is too old to be kept is empty.

-- The highest number given so far, of what is numbered for people.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE cases (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    guild BIGINT,
    channel BIGINT NOT NULL,
    person BIGINT NOT NULL,
    paste BIGINT,
    origin TEXT NOT NULL,
    opened_by BIGINT NOT NULL,
    subject TEXT NOT NULL,
    tried TEXT NOT NULL,
    answers TEXT NOT NULL,
    found TEXT NOT NULL,
    versions TEXT NOT NULL,
    first_severity TEXT NOT NULL,
    policy TEXT,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    assignee BIGINT,
    snoozed_until BIGINT,
    run BIGINT NOT NULL,
    round BIGINT,
    step BIGINT,
    card_channel BIGINT,
    card BIGINT,
    thread BIGINT,
    opened_at BIGINT NOT NULL,
    answered_at BIGINT,
    acknowledged_at BIGINT,
    acknowledged_by BIGINT,
    resolved_at BIGINT,
    resolved_by BIGINT,
    resolution_issue TEXT,
    resolution_text TEXT,
    -- when the words in it were removed
    emptied_at BIGINT
);

CREATE UNIQUE INDEX cases_by_opener ON cases (opened_by);
CREATE UNIQUE INDEX cases_open_by_place ON cases (person, channel) WHERE state <> 'resolved';
CREATE UNIQUE INDEX cases_by_card ON cases (card);
CREATE INDEX cases_by_thread ON cases (thread) WHERE thread IS NOT NULL;
CREATE INDEX cases_by_guild ON cases (guild, id);
CREATE INDEX cases_open_by_guild ON cases (guild, id) WHERE state <> 'resolved';
CREATE INDEX cases_open_by_assignee ON cases (assignee, id) WHERE state <> 'resolved';
CREATE INDEX cases_by_assignee ON cases (assignee);
CREATE INDEX cases_by_person ON cases (person, id);
CREATE INDEX cases_by_acknowledger ON cases (acknowledged_by);
CREATE INDEX cases_by_resolver ON cases (resolved_by);
CREATE INDEX cases_by_age ON cases (opened_at);
CREATE INDEX cases_with_words ON cases (opened_at) WHERE emptied_at IS NULL;
CREATE INDEX cases_with_resolution ON cases (resolved_at) WHERE resolution_text <> '';

CREATE TABLE timeline (
    case_id BIGINT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor BIGINT,
    -- the name of what happened
    what TEXT NOT NULL,
    -- whom it happened to, and what was said
    person BIGINT,
    text TEXT,
    -- the rest of it, as JSON
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
);

CREATE INDEX timeline_with_words ON timeline (at) WHERE text <> '';
CREATE INDEX timeline_by_actor ON timeline (actor) WHERE actor IS NOT NULL;
CREATE INDEX timeline_by_person ON timeline (person) WHERE person IS NOT NULL;

-- One that is done is kept for a while, so that it is not set again.
CREATE TABLE timers (
    key TEXT NOT NULL PRIMARY KEY,
    case_id BIGINT REFERENCES cases (id) ON DELETE CASCADE,
    due_at BIGINT NOT NULL,
    task TEXT NOT NULL,
    claimed_at BIGINT,
    claims BIGINT NOT NULL,
    done_at BIGINT
);

CREATE INDEX timers_due ON timers (due_at, key) WHERE done_at IS NULL;
CREATE INDEX timers_by_case ON timers (case_id);
CREATE INDEX timers_done ON timers (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE pages (
    key TEXT NOT NULL PRIMARY KEY,
    case_id BIGINT REFERENCES cases (id) ON DELETE CASCADE,
    person BIGINT,
    role BIGINT,
    way TEXT NOT NULL,
    nonce TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    channel BIGINT,
    message BIGINT,
    reason TEXT
);

CREATE INDEX pages_by_case ON pages (case_id);
CREATE INDEX pages_by_person ON pages (person);
CREATE INDEX pages_by_age ON pages (begun_at);

CREATE TABLE overrides (
    id BIGINT NOT NULL PRIMARY KEY,
    schedule TEXT NOT NULL,
    replaces BIGINT,
    person BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    made_by BIGINT,
    made_at BIGINT NOT NULL,
    undone_at BIGINT,
    undone_by BIGINT
);

CREATE INDEX overrides_by_end ON overrides (ends_at);

CREATE TABLE handoffs (
    schedule TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    incoming BIGINT,
    outgoing BIGINT,
    channel BIGINT,
    message BIGINT,
    acknowledged_at BIGINT,
    PRIMARY KEY (schedule, starts_at)
);

CREATE UNIQUE INDEX handoffs_by_message ON handoffs (message);

CREATE TABLE kept_roles (
    guild BIGINT NOT NULL,
    role BIGINT NOT NULL,
    person BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (guild, role, person)
);

-- When the words in it were removed.
ALTER TABLE answers ADD COLUMN emptied_at BIGINT;

CREATE INDEX answers_with_words ON answers (created_at) WHERE emptied_at IS NULL;

-- What was a handover is a case.
INSERT INTO cases (id, version, guild, channel, person, paste, origin, opened_by, subject, tried, answers, found, versions,
    first_severity, severity, state, run, card_channel, card, opened_at, resolved_at, resolved_by)
SELECT row_number() OVER (ORDER BY opened_at, id), CASE WHEN closed_at IS NULL THEN 1 ELSE 2 END, guild, channel, person,
    paste, 'button', id, '', '', '[]',
    coalesce((SELECT answers.candidates FROM answers WHERE answers.paste = handovers.paste), '[]'), '[]', 'normal', 'normal',
    CASE WHEN closed_at IS NULL THEN 'triggered' ELSE 'resolved' END, 0, card_channel, card, opened_at, closed_at, closed_by
FROM handovers;

INSERT INTO timeline (case_id, number, at, actor, what, body)
SELECT id, 1, opened_at, person, 'opened', '{"what":"opened","origin":"button"}' FROM cases;

INSERT INTO timeline (case_id, number, at, actor, what, text, body)
SELECT id, 2, resolved_at, resolved_by, 'resolved', '', '{"what":"resolved","issue":null}' FROM cases
WHERE state = 'resolved';

INSERT INTO counters (name, value) SELECT 'cases', count(*) FROM cases HAVING count(*) > 0;

DROP TABLE handovers;
