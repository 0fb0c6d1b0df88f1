//! The event log at the command line.

mod export;
mod tail;

use latchstring_domain::id::EventId;
use latchstring_service::event::{self, ListEvents, WantedEvents};

use super::{pages, session::Session};
use crate::args::{EventCommand, EventFilter, EventList};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{BrokenShape, EventShape, Verification};

pub(super) async fn run(session: &Session, command: EventCommand) -> Result<Answer, Problem> {
    match command {
        EventCommand::List(wish) => list(session, wish).await,
        EventCommand::Export(wish) => export::run(session, wish).await,
        EventCommand::Tail(wish) => tail::run(session, wish).await,
        EventCommand::Verify => verify(session).await,
    }
}

fn wanted(filter: &EventFilter) -> WantedEvents {
    WantedEvents {
        subject: filter.subject,
        kind: filter.kind,
        actor: filter.actor,
        from: filter.occurred_after,
        until: filter.occurred_before,
    }
}

async fn list(session: &Session, wish: EventList) -> Result<Answer, Problem> {
    let (caller, wanted) = (session.caller().await?, wanted(&wish.filter));
    let read = async |last: Option<EventId>, limit| {
        event::list(&session.ls, &caller, ListEvents { wanted, last, limit }).await
    };
    let (events, next) = pages::collect(wish.limit.get(), wish.after, read).await?;
    let events = events.into_iter().map(EventShape::from).collect();
    Answer::new(&crate::shape::EventList { events, next: next.map(|id| id.to_string()) })
}

async fn verify(session: &Session) -> Result<Answer, Problem> {
    let mut found = Verification::default();
    let mut named = Vec::new();
    for workspace in session.workspaces().await? {
        let report = event::verify(&session.ls, &session.caller_in(workspace.id)).await?;
        found.chains = found.chains.saturating_add(report.chains);
        found.events = found.events.saturating_add(report.events);
        for chain in report.broken {
            named.push(format!("\n  {chain}"));
            found.broken.push(BrokenShape::new(workspace.id, chain));
        }
    }
    let verdict = (!named.is_empty()).then(|| {
        let said = "the event log is not whole; keep this database as evidence and restore from a backup that verifies";
        Problem::new(Exit::Broken, format!("{said}:{}", named.concat()))
    });
    Ok(Answer::new(&found)?.judged(verdict))
}
