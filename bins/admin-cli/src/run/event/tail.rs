use std::io::{self, Write as _};
use std::time::Duration;

use latchstring_domain::event::{Event, ExportFormat};
use latchstring_domain::id::EventId;
use latchstring_service::event::{self, ListEvents};

use crate::args::{EventTail, Format};
use crate::output::{Answer, line};
use crate::problem::{Exit, Problem};
use crate::run::pages;
use crate::run::session::Session;
use crate::shape::EventShape;

/// How often the log is looked at. There is nothing to wait on: it may be another machine's program that writes it.
const EVERY: Duration = Duration::from_secs(1);

pub(super) async fn run(session: &Session, wish: EventTail) -> Result<Answer, Problem> {
    let (caller, wanted) = (session.caller().await?, super::wanted(&wish.filter));
    // Before the last ones are read, so that what comes meanwhile is shown by one or the other.
    let mut follower = event::follow(&session.ls, &caller, wanted).await?;
    let mut shown: Vec<EventId> = Vec::new();
    if wish.lines > 0 {
        let read = async |last: Option<EventId>, limit| {
            event::list(&session.ls, &caller, ListEvents { wanted, last, limit }).await
        };
        let (mut last, _) = pages::collect(wish.lines, None, read).await?;
        last.reverse();
        shown.extend(last.iter().map(|event| event.body.id));
        if !show(session.format, last)? {
            return Ok(Answer::given());
        }
    }
    if !wish.follow {
        return Ok(Answer::given());
    }
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        let mut fresh = follower.next().await?;
        fresh.retain(|event| !shown.contains(&event.body.id));
        if !show(session.format, fresh)? {
            return Ok(Answer::given());
        }
    }
}

/// Shows events at once; `false` when nobody reads any more.
fn show(format: Format, events: Vec<Event>) -> Result<bool, Problem> {
    let mut text = String::new();
    for event in events {
        text.push_str(&match format {
            Format::Json => event::line(ExportFormat::JsonLines, &event)?,
            Format::Table => line(&EventShape::from(event).words()) + "\n",
        });
    }
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Problem::new(Exit::Failed, format!("standard output cannot be written: {error}"))),
    }
}
