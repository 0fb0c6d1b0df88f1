use latchstring_domain::id::EventId;
use latchstring_service::event::{self, ListEvents};

use super::pages;
use super::session::Session;
use crate::args::{EventCommand, EventFilter};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{BrokenShape, EventList, EventShape, Verification};

pub(super) async fn run(session: &Session, command: EventCommand) -> Result<Answer, Problem> {
    match command {
        EventCommand::List(filter) => list(session, filter).await,
        EventCommand::Verify => verify(session).await,
    }
}

async fn list(session: &Session, filter: EventFilter) -> Result<Answer, Problem> {
    let EventFilter { subject, kind, limit, after } = filter;
    let caller = session.caller().await?;
    let read = async |last: Option<EventId>, limit| {
        event::list(&session.ls, &caller, ListEvents { subject, kind, actor: None, last, limit }).await
    };
    let (events, next) = pages::collect(limit.get(), after, read).await?;
    let events = events.into_iter().map(EventShape::from).collect();
    Answer::new(&EventList { events, next: next.map(|id| id.to_string()) })
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
