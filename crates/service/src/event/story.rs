use latchstring_domain::event::{Event, Subject};
use latchstring_storage::MAX_LIMIT;

use crate::{Failure, Latchstring};

/// All events of a subject, oldest first, in reads of bounded size.
pub(crate) async fn whole_story(ls: &Latchstring, subject: Subject) -> Result<Vec<Event>, Failure> {
    let mut events: Vec<Event> = Vec::new();
    loop {
        let after = events.last().map_or(0, |event| event.sequence);
        let read = ls.store().events_of(subject, after, MAX_LIMIT).await?;
        if read.is_empty() {
            return Ok(events);
        }
        events.extend(read);
    }
}
