use latchstring_domain::id::OutboxId;
use latchstring_service::dead_letter::{self, ListDeadLetters, Replay, Replayed};

use super::pages;
use super::session::Session;
use crate::args::{BegunAnew, DeadLetterFilter, OutboxCommand};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{BegunAnewShape, DeadLetterList, DeadLetterShape, DiscardedShape};

pub(super) async fn run(session: &Session, command: OutboxCommand) -> Result<Answer, Problem> {
    let (ls, caller) = (&session.ls, session.caller().await?);
    match command {
        OutboxCommand::List(filter) => list(session, filter).await,
        OutboxCommand::Show { id } => {
            Answer::new(&DeadLetterShape::from(dead_letter::get(ls, &caller, id.as_uuid()).await?))
        }
        OutboxCommand::Replay(wish) => replay(session, wish).await,
        OutboxCommand::Discard { id } => {
            dead_letter::discard(ls, &caller, id.as_uuid()).await?;
            Answer::new(&DiscardedShape { id: id.to_string() })
        }
    }
}

async fn list(session: &Session, filter: DeadLetterFilter) -> Result<Answer, Problem> {
    let DeadLetterFilter { kind, from, until, limit, after } = filter;
    let caller = session.caller().await?;
    let (found, next) = pages::collect(limit.get(), after.map(OutboxId::as_uuid), async |after, per_page| {
        let wish = ListDeadLetters { kind, from, until, after, per_page };
        dead_letter::list(&session.ls, &caller, wish).await
    })
    .await?;
    let dead_letters = found.into_iter().map(DeadLetterShape::from).collect();
    Answer::new(&DeadLetterList { dead_letters, next: next.map(|id| id.to_string()) })
}

/// One call begins a bounded number anew; an operator wants all of them. What is given up again meanwhile is left alone.
async fn replay(session: &Session, wish: BegunAnew) -> Result<Answer, Problem> {
    let BegunAnew { id, all: _, from, until, kind } = wish;
    let (ls, caller) = (&session.ls, session.caller().await?);
    let until = Some(until.unwrap_or_else(|| ls.now()));
    let wish = id.map_or(Replay::All { kind, from, until }, |id| Replay::One(id.as_uuid()));
    let (mut begun, mut passed) = (0_usize, 0);
    loop {
        let Replayed { count, passed_over, more } = dead_letter::replay(ls, &caller, wish).await?;
        begun = begun.saturating_add(count);
        passed = passed.max(passed_over);
        if !more {
            return Answer::new(&BegunAnewShape { count: begun, passed_over: passed });
        }
    }
}
