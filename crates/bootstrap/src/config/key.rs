/// One thing that can be configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its path in the file, such as `server.listen`.
    pub path: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds when it is not set; `None`: nothing does.
    pub default: Option<&'static str>,
    /// Whether it has to be set in every configuration.
    pub needed: bool,
    /// What it does, in a sentence or two.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// A list of texts; in the environment, separated by commas.
    List,
    /// A secret text: never printed, and it has a twin `…_file` that names a file to read it from.
    Secret,
}

impl Key {
    /// The name of its variable in the environment: `server.listen` is `LATCHSTRING_SERVER_LISTEN`.
    #[must_use]
    pub fn variable(&self) -> String {
        variable(self.path)
    }

    /// The path of its twin that names a file, for a secret.
    #[must_use]
    pub fn file_twin(&self) -> Option<String> {
        (self.kind == Kind::Secret).then(|| format!("{}{TWIN}", self.path))
    }
}

/// The name of the environment variable for a path.
pub(super) fn variable(path: &str) -> String {
    format!("{PREFIX}{}", path.replace('.', "_").to_ascii_uppercase())
}

/// What the names of our variables begin with.
pub(super) const PREFIX: &str = "LATCHSTRING_";

/// What the name of a secret's twin ends in.
pub(super) const TWIN: &str = "_file";

const fn key(path: &'static str, kind: Kind, default: Option<&'static str>, about: &'static str) -> Key {
    Key { path, kind, default, needed: default.is_none(), about }
}

/// A key that only some configurations need.
const fn optional(path: &'static str, kind: Kind, about: &'static str) -> Key {
    Key { path, kind, default: None, needed: false, about }
}

/// Everything that can be configured, in the order of the reference.
pub const KEYS: &[Key] = &[
    key(
        "server.listen",
        Kind::Text,
        Some("127.0.0.1:8080"),
        "The address and port to listen on. TLS is the work of a proxy in front.",
    ),
    key(
        "server.role",
        Kind::Text,
        Some("all"),
        "What this server does: api, which answers requests; worker, which does the work of the outbox (mails, webhooks, what falls \
         due) and answers nothing but /healthz and /readyz; or all, both. A deployment needs at least one that works. With SQLite \
         there is one server, which does all.",
    ),
    key(
        "server.base_url",
        Kind::Text,
        None,
        "The public address under which recipients reach this server. Every link is built from it, and from nothing a \
         request says. Plain http only on a loopback host.",
    ),
    key(
        "server.trusted_proxies",
        Kind::List,
        Some(""),
        "The networks, as CIDR, of the proxies whose X-Forwarded-For is believed. Without any, it is ignored.",
    ),
    key("server.max_connections", Kind::Number, Some("10000"), "How many connections may be open at once."),
    key(
        "server.drain_delay_seconds",
        Kind::Number,
        Some("0"),
        "How long the server goes on taking requests once it is asked to stop, while /readyz says that it is not ready any more: as long as \
         whoever sends it requests takes to notice, such as 10 behind a load balancer that looks every 3 seconds.",
    ),
    key(
        "server.shutdown_grace_seconds",
        Kind::Number,
        Some("30"),
        "How long requests under way may take to end once the server is asked to stop.",
    ),
    key(
        "database.url",
        Kind::Secret,
        None,
        "sqlite:// and the path of a file for one server, such as sqlite:///var/lib/latchstring/latchstring.db, \
         postgres://user:password@host/database, or mysql://user:password@host/database for MariaDB 10.6 or newer.",
    ),
    key(
        "database.max_connections",
        Kind::Number,
        Some("32"),
        "The size of the pool of connections to PostgreSQL or MariaDB.",
    ),
    key(
        "database.migrate_on_start",
        Kind::Flag,
        Some("false"),
        "Whether a server brings the schema up to date before it serves. Otherwise it refuses to start until \
         `admin-cli migrate` has.",
    ),
    key(
        "keyring.keys",
        Kind::Secret,
        None,
        "The keyring as JSON; usually given by its twin `keyring.keys_file`, a file of mode 0600 made by \
         `admin-cli keys generate`. Without it no link opens and no credential can be read, so keep a copy apart from \
         the database's.",
    ),
    key(
        "links.foreign",
        Kind::Secret,
        Some(""),
        "The keys of other systems whose magic links are to open here, as JSON: {\"fernet\": [{\"name\": \"old-portal\", \
         \"key\": \"…\", \"companies\": {\"their id\": \"co_…\"}, \"maxAgeSeconds\": 604800}]}. Usually given by its twin \
         `links.foreign_file`.",
    ),
    key(
        "mail.transport",
        Kind::Text,
        Some("none"),
        "How mail is sent: smtp, by a mail server; file, which puts each mail into a folder as a file of its own, for another \
         program to send; or none. Without mail no recipient can prove an address, so links that are limited to addresses \
         cannot be used.",
    ),
    optional(
        "mail.from",
        Kind::Text,
        "The address that mail comes from. Has to be set for the transports smtp and file.",
    ),
    optional(
        "mail.from_name",
        Kind::Text,
        "What you who run this server are called. Mails from mail.from then say whom they are from and that it is by you, as in: Riverside \
         Properties via Example Hosting.",
    ),
    key(
        "mail.from_domains",
        Kind::List,
        Some(""),
        "Domains of your customers that mails may come from, where a workspace states such an address (mailFrom): those for which your mail \
         server signs with DKIM, so that they pass DMARC. Other addresses are answered to and not sent from.",
    ),
    optional(
        "mail.folder",
        Kind::Text,
        "The folder of the transport file, which has to be set for it; made when it is not there.",
    ),
    optional(
        "mail.host",
        Kind::Text,
        "The mail server's name, as its certificate has it. Has to be set for the transport smtp.",
    ),
    optional(
        "mail.port",
        Kind::Number,
        "The mail server's port. Unless it is set, 587 for starttls, 465 for implicit, 25 for none.",
    ),
    key(
        "mail.tls",
        Kind::Text,
        Some("starttls"),
        "How the conversation with the mail server is encrypted: starttls, which begins in the clear and is broken off where \
         the server does not offer encryption; implicit, from the first byte; or none, for a server on this machine only. Its \
         certificate and name are always checked.",
    ),
    optional("mail.username", Kind::Text, "The user name at the mail server, where it asks for one."),
    key(
        "mail.password",
        Kind::Secret,
        Some(""),
        "The password at the mail server; has to be set where mail.username is.",
    ),
    optional(
        "mail.ca_file",
        Kind::Text,
        "A file with certificates of authorities, in PEM, that the mail server may be certified by beside those of Mozilla's \
         programme: for a relay in your own house.",
    ),
    key(
        "mail.timeout_seconds",
        Kind::Number,
        Some("30"),
        "How long handing over one mail may take, from looking up the server's name to its last word. Longer than the server \
         takes to look through a mail: one that was taken too late is sent again.",
    ),
    key(
        "mail.connections",
        Kind::Number,
        Some("4"),
        "How many mails are handed over at the same time, each by a connection of its own.",
    ),
    key(
        "mail.events_secret",
        Kind::Secret,
        Some(""),
        "The secret, whsec_ and base64, with which your mail service or a program beside it signs what it tells of mails that came \
         back, at /v2.2/inbound/email-events. Without one there is nothing at that address.",
    ),
    key(
        "webhooks.allow_networks",
        Kind::List,
        Some(""),
        "Networks of your own, as CIDR, that webhooks may be sent to, and logos fetched from, although they are not on the internet, such as \
         10.1.0.0/16. What is not on the internet is refused otherwise, whatever the name it hides behind; addresses where a \
         cloud hands out credentials are refused in any case. Whoever may make an endpoint can then reach what listens there.",
    ),
    key(
        "webhooks.allow_ports",
        Kind::List,
        Some("443"),
        "The ports that webhooks may be sent to, and logos fetched from; ranges are written as 8000-8999.",
    ),
    key(
        "webhooks.plain_http_in_sandbox",
        Kind::Flag,
        Some("false"),
        "Whether sandbox workspaces may have endpoints, and logos fetched, at http addresses. Live ones never may.",
    ),
    optional(
        "webhooks.ca_file",
        Kind::Text,
        "A file with certificates of authorities, in PEM, that endpoints may be certified by beside those of Mozilla's \
         programme.",
    ),
    key(
        "oauth.allow_networks",
        Kind::List,
        Some(""),
        "Networks of your own, as CIDR, in which authorisation servers of providers may be asked although they are not on the \
         internet, such as 10.1.0.0/16. What is not on the internet is refused otherwise, whatever the name it hides behind. \
         Whoever may change the catalog can then send requests to what listens there.",
    ),
    key(
        "log.level",
        Kind::Text,
        Some("info"),
        "What is logged: error, warn, info, debug, trace, or directives such as info,latchstring=debug.",
    ),
    key("log.format", Kind::Text, Some("text"), "How it is logged, on standard error: text or json."),
    key(
        "worker.concurrency",
        Kind::Number,
        Some("4"),
        "How many pieces of that work are done at the same time.",
    ),
    key(
        "events.checkpoints_dir",
        Kind::Text,
        None,
        "A folder outside the database for the signed checkpoints of the event log, which are made hourly: a file for each \
         workspace, to which lines are added. `admin-cli events verify --checkpoints` finds out with them whether the log lost its \
         end, as a database does that is put back to yesterday's copy. Best where the server may add and not change.",
    ),
    key(
        "retention.webhooks_days",
        Kind::Number,
        Some("30"),
        "For how many days webhooks and every try to send them are kept, 7 to 3650, in workspaces that do not say.",
    ),
    key(
        "retention.bulk_results_days",
        Kind::Number,
        Some("30"),
        "Likewise for what became of the rows of a bulk, 1 to 3650. The invitations are no part of it.",
    ),
    optional(
        "retention.mails_days",
        Kind::Number,
        "Likewise for the addresses that links were mailed to, from when a link has ended, 1 to 3650. Unless it is set they are kept for \
         good.",
    ),
    optional(
        "retention.dead_letters_days",
        Kind::Number,
        "Likewise for work that was given up, 1 to 3650. Unless it is set it waits until somebody begins it anew or throws it away.",
    ),
];
