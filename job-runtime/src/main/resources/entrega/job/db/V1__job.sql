CREATE TABLE entrega.job (
    name         text        PRIMARY KEY,
    schedule     text        NOT NULL,              -- as the code declares it; another one begins anew
    decided      timestamptz NOT NULL,              -- up to here each due time has its run or is left out
    next_due     timestamptz NOT NULL,
    last_success timestamptz
);

CREATE TABLE entrega.job_run (
    job         text        NOT NULL,
    due_at      timestamptz NOT NULL,
    state       text        NOT NULL CHECK (state IN ('asked', 'running', 'done', 'failed', 'skipped')),
    fence       bigint      NOT NULL DEFAULT 0,     -- counted up by each process that takes the run
    holder      text,
    lease_until timestamptz,
    started_at  timestamptz,
    ended_at    timestamptz,
    done        bigint,
    total       bigint,
    said        text,
    failure     text,
    PRIMARY KEY (job, due_at)
);

CREATE INDEX job_run_open ON entrega.job_run (job) WHERE state IN ('asked', 'running');
CREATE INDEX job_run_ended ON entrega.job_run (ended_at) WHERE state NOT IN ('asked', 'running');
