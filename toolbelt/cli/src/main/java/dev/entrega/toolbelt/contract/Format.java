package dev.entrega.toolbelt.contract;

/** What findings are printed as. */
enum Format {
    text,
    json,
    /** Workflow commands, which GitHub shows at the lines of a pull request. */
    github,
    /** JUnit's XML, which most build servers show. */
    junit
}
