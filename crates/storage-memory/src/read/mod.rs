mod brandings;
mod bulks;
mod catalog;
mod checkpoints;
mod events;
mod flows;
mod kept_answers;
mod keyed_rows;
mod links;
mod mfa_messages;
mod suppressions;
mod sweeps;
mod tallies;
mod webhooks;

use latchstring_storage::Slice;

/// The part of a list, given from the newest row to the oldest, that is wanted.
pub(crate) fn cut<'a, R, Id>(
    rows: impl Iterator<Item = &'a R>,
    slice: &Slice<Id>,
    id: impl Fn(&R) -> Id,
) -> Vec<R>
where
    R: Clone + 'a,
    Id: Ord,
{
    let limit = usize::try_from(slice.limit()).unwrap_or(0);
    match slice {
        Slice::After { id: None, .. } => rows.take(limit).cloned().collect(),
        Slice::After { id: Some(after), .. } => {
            rows.filter(|row| id(row) < *after).take(limit).cloned().collect()
        }
        Slice::Skip { skip, .. } => {
            rows.skip(usize::try_from(*skip).unwrap_or(usize::MAX)).take(limit).cloned().collect()
        }
    }
}
