-- What happened in an hour, and how often. It concerns everything (''), an article ('article/') or an issue
-- ('article/issue'); guild 0 are direct messages. It holds nobody.
CREATE TABLE tallies (
    guild BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (guild, hour, what, about)
);

CREATE INDEX tallies_by_age ON tallies (hour);
