use latchstring_domain::event::{Event, Subject};
use latchstring_storage::MAX_LIMIT;

use crate::{Failure, Latchstring};

/// A read of fewer is the last one.
const FULL: usize = MAX_LIMIT as usize;

/// All events of a subject, oldest first, in reads of bounded size.
pub(crate) async fn whole_story(ls: &Latchstring, subject: Subject) -> Result<Vec<Event>, Failure> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.sequence);
        let read = ls.store().events_of(subject, after, MAX_LIMIT).await?;
        let last = read.len() < FULL;
        events.extend(read);
        if last {
            return Ok(events);
        }
    }
}
