//! Examining a deployment. Each check stands by itself as far as it can: one that fails does not hide the next.

use std::time::Duration;

use latchstring_bootstrap::command;
use latchstring_bootstrap::config::Settings;
use latchstring_bootstrap::mail::{self, MailWay};
use latchstring_bootstrap::store::{OpenStore, PendingMigrations};
use latchstring_domain::Timestamp;
use latchstring_domain::event::Origin;
use latchstring_service::event::{self, ListEvents, WantedEvents};
use latchstring_service::magic_link::{self, MAX_LINKS_OF_A_KEY};
use latchstring_service::{Caller, Failure, Latchstring, outbox, workspace};

use super::session;
use crate::args::Global;
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{Check, Finding, Health};

/// Clocks of machines that keep time differ by less.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Examination(Vec<Check>);

impl Examination {
    fn note(&mut self, name: &'static str, result: Finding, detail: impl Into<String>) {
        // One line a check, whatever the error says.
        let detail: String = detail.into();
        let lines: Vec<&str> = detail.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let detail = lines.join(" ");
        self.0.push(Check { name, result, detail });
    }

    fn ok(&mut self, name: &'static str, detail: impl Into<String>) {
        self.note(name, Finding::Ok, detail);
    }

    fn warn(&mut self, name: &'static str, detail: impl Into<String>) {
        self.note(name, Finding::Warn, detail);
    }

    fn fail(&mut self, name: &'static str, detail: impl Into<String>) {
        self.note(name, Finding::Fail, detail);
    }
}

pub(super) async fn run(global: &Global) -> Result<Answer, Problem> {
    let mut checks = Examination::default();
    match session::settings(global) {
        Ok(settings) => examine(&mut checks, &settings).await,
        Err(problem) if problem.exit == Exit::Configuration => {
            checks.fail("configuration", problem.to_string())
        }
        Err(problem) => return Err(problem),
    }
    let Examination(checks) = checks;
    let failed = checks.iter().filter(|check| check.result == Finding::Fail).count();
    let plural = if failed == 1 { "" } else { "s" };
    let verdict = (failed > 0).then(|| Problem::new(Exit::Failed, format!("{failed} check{plural} failed")));
    Ok(Answer::new(&Health { healthy: failed == 0, checks })?.judged(verdict))
}

async fn examine(checks: &mut Examination, settings: &Settings) {
    checks.ok("configuration", "complete");
    base_url(checks, settings);
    mail(checks, settings).await;
    let keyring = keyring(checks, settings);
    let store = match command::store(settings).await {
        Ok(store) => store,
        Err(error) => return checks.fail("database", format!("{error:#}")),
    };
    checks.ok("database", "reachable");
    if migrations(checks, &store).await && keyring {
        bound(checks, settings, &store).await;
    }
    store.close().await;
}

fn base_url(checks: &mut Examination, settings: &Settings) {
    let url = &settings.server.base_url;
    if url.is_https() {
        checks.ok("base URL", url.as_str());
    } else {
        let detail =
            format!("{url} reaches this machine only; set server.base_url to the public https address");
        checks.warn("base URL", detail);
    }
}

async fn mail(checks: &mut Examination, settings: &Settings) {
    match (mail::check(settings).await, MailWay::of(settings)) {
        (Err(fault), _) => checks.fail("mail", fault.to_string()),
        (Ok(()), MailWay::None) => checks.warn(
            "mail",
            "none is sent, so links that are limited to addresses cannot be used; set mail.transport",
        ),
        (Ok(()), MailWay::Folder(folder)) => {
            checks.ok("mail", format!("put into {}, and sent by somebody else if at all", folder.display()));
        }
        (Ok(()), MailWay::Server { at, username }) => {
            let whom = username.map(|name| format!(", and takes the login of {name}")).unwrap_or_default();
            checks.ok("mail", format!("{at} is there and the right server{whom}"));
        }
    }
}

fn keyring(checks: &mut Examination, settings: &Settings) -> bool {
    match command::keys(settings) {
        Ok(mut keys) => {
            keys.retain(|key| key.state != "retired");
            let place = match settings.keyring.file() {
                Some(file) => format!("in {}, for its owner only", file.display()),
                None => "in the configuration itself".to_owned(),
            };
            checks.ok(
                "keyring",
                format!("{} key{} {place}", keys.len(), if keys.len() == 1 { "" } else { "s" }),
            );
            true
        }
        Err(error) => {
            checks.fail("keyring", format!("{:#}", anyhow::Error::from(error)));
            false
        }
    }
}

async fn migrations(checks: &mut Examination, store: &OpenStore) -> bool {
    match store.require_migrated().await {
        Ok(()) => checks.ok("migrations", "up to date"),
        Err(error) if error.is::<PendingMigrations>() => checks.fail("migrations", error.to_string()),
        Err(error) => checks.fail("migrations", format!("{error:#}")),
    }
    checks.0.last().is_some_and(|check| check.result == Finding::Ok)
}

/// What can only be seen with the keyring that the database belongs to.
async fn bound(checks: &mut Examination, settings: &Settings, store: &OpenStore) {
    // Opening would bind the keyring to a database that has none yet, and a look must not decide that.
    match command::is_unbound(store).await {
        Ok(true) => {
            return checks.warn(
                "canary",
                "the database is empty; the first server or command binds it to this keyring",
            );
        }
        Ok(false) => {}
        Err(error) => return checks.fail("canary", format!("{error:#}")),
    }
    let opened = match command::open(settings).await {
        Ok(opened) => opened,
        Err(error) => return checks.fail("canary", Problem::from(error).to_string()),
    };
    checks.ok("canary", "the keyring belongs to the database");
    links(checks, &opened.latchstring).await;
    outbox(checks, &opened.latchstring).await;
    clock(checks, &opened.latchstring).await;
    opened.store.close().await;
}

/// A key seals so many links and no more; whoever is in charge has to hear of it before that.
async fn links(checks: &mut Examination, ls: &Latchstring) {
    match magic_link::links_of_the_primary_key(ls).await {
        Ok(sealed) if sealed >= MAX_LINKS_OF_A_KEY / 10 * 9 => {
            let detail = format!("{sealed} of at most {MAX_LINKS_OF_A_KEY} links; promote another key");
            checks.warn("primary key", detail);
        }
        Ok(sealed) => checks.ok("primary key", format!("{sealed} of at most {MAX_LINKS_OF_A_KEY} links")),
        Err(error) => checks.fail("primary key", Problem::from(Failure::from(error)).to_string()),
    }
}

async fn outbox(checks: &mut Examination, ls: &Latchstring) {
    match outbox::counts(ls).await {
        Ok(counts) if counts.parked > 0 => {
            let detail = format!(
                "{} open, {} given up after many tries; the server's log says why",
                counts.open, counts.parked
            );
            checks.warn("outbox", detail);
        }
        Ok(counts) => checks.ok("outbox", format!("{} open, none given up", counts.open)),
        Err(failure) => checks.fail("outbox", Problem::from(failure).to_string()),
    }
}

/// Links expire by this machine's clock; one that runs behind what has happened already keeps dead links alive.
async fn clock(checks: &mut Examination, ls: &Latchstring) {
    let now = ls.now();
    match newest(ls).await {
        Ok(Some(newest)) if newest.since(now) > CLOCK_TOLERANCE => {
            let detail =
                format!("says {now}, but the newest event is of {newest}; set it, or expiries come too late");
            checks.fail("clock", detail);
        }
        Ok(_) => checks.ok("clock", now.to_string()),
        Err(failure) => checks.fail("clock", Problem::from(failure).to_string()),
    }
}

async fn newest(ls: &Latchstring) -> Result<Option<Timestamp>, Failure> {
    let mut newest = None;
    for workspace in workspace::list(ls).await? {
        let caller = Caller::operator(workspace.id, "doctor", Origin::default());
        let wish = ListEvents { wanted: WantedEvents::default(), last: None, limit: 1 };
        let events = event::list(ls, &caller, wish).await?.items;
        newest = newest.max(events.first().map(|event| event.body.occurred_at));
    }
    Ok(newest)
}
