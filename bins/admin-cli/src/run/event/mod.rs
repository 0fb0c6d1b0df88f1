//! The event log at the command line.

mod checkpoints;
mod export;
mod tail;
mod verify;

use latchstring_domain::id::EventId;
use latchstring_service::event::{self, ListEvents, WantedEvents};

use super::{pages, session::Session};
use crate::args::{EventCommand, EventFilter, EventList};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::EventShape;

pub(super) async fn run(session: &Session, command: EventCommand) -> Result<Answer, Problem> {
    match command {
        EventCommand::List(wish) => list(session, wish).await,
        EventCommand::Export(wish) => export::run(session, wish).await,
        EventCommand::Tail(wish) => tail::run(session, wish).await,
        EventCommand::Verify(wish) => verify::run(session, wish).await,
        EventCommand::Checkpoints(wish) => checkpoints::run(session, wish).await,
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
