use latchstring_domain::event::{Event, Subject};
use latchstring_storage::MAX_LIMIT;

use crate::{Failure, Latchstring};

/// The story of a subject: its newest thousand events, oldest of them first.
///
/// Not all of them: whoever holds a link can make it longer by one event with each press of "Get started", and looking at
/// an invitation must stay cheap. A gap before the first one shows in its `sequence`; the event log has the rest in pages.
pub(crate) async fn story(ls: &Latchstring, subject: Subject) -> Result<Vec<Event>, Failure> {
    let last = ls.store().last_event(subject).await?.map_or(0, |position| position.sequence);
    let after = last.saturating_sub(u64::from(MAX_LIMIT));
    Ok(ls.store().events_of(subject, after, MAX_LIMIT).await?)
}
