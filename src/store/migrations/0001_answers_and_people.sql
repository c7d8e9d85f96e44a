-- For SQLite and PostgreSQL alike: ids and times (milliseconds since 1970) are BIGINT, everything else is TEXT.

CREATE TABLE answers (
    paste BIGINT NOT NULL PRIMARY KEY,
    reply BIGINT,
    guild BIGINT,
    channel BIGINT NOT NULL,
    parent BIGINT,
    author BIGINT NOT NULL,
    paste_hash BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    candidates TEXT NOT NULL,
    named BIGINT NOT NULL,
    told TEXT NOT NULL,
    shown BIGINT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX answers_by_reply ON answers (reply);
CREATE INDEX answers_by_channel ON answers (channel, created_at);
CREATE INDEX answers_by_author ON answers (author, channel, paste_hash, created_at);
CREATE INDEX answers_by_age ON answers (created_at);

CREATE TABLE votes (
    paste BIGINT NOT NULL REFERENCES answers (paste) ON DELETE CASCADE,
    issue TEXT NOT NULL,
    voter BIGINT NOT NULL,
    helped BIGINT NOT NULL,
    voted_at BIGINT NOT NULL,
    PRIMARY KEY (paste, issue, voter)
);

CREATE INDEX votes_by_voter ON votes (voter);

CREATE TABLE handovers (
    id BIGINT NOT NULL PRIMARY KEY,
    guild BIGINT,
    channel BIGINT NOT NULL,
    person BIGINT NOT NULL,
    paste BIGINT,
    card_channel BIGINT,
    card BIGINT,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by BIGINT
);

CREATE UNIQUE INDEX handovers_open ON handovers (person, channel) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX handovers_by_card ON handovers (card);
CREATE INDEX handovers_by_person ON handovers (person);
CREATE INDEX handovers_by_closer ON handovers (closed_by);
CREATE INDEX handovers_by_age ON handovers (opened_at);

CREATE TABLE settings (
    guild BIGINT NOT NULL PRIMARY KEY,
    form BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE opted_out (
    person BIGINT NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);

CREATE TABLE last_seen (
    channel BIGINT NOT NULL PRIMARY KEY,
    message BIGINT NOT NULL
);
