use latchstring_domain::api_key::Scope;
use latchstring_domain::bulk::{BATCH, Bulk, BulkRow};
use latchstring_domain::id::BulkId;

use crate::{Caller, Failure, Latchstring, Thing};

/// How many batches are read at once.
const BATCHES: u32 = 25;

/// A bulk, and some of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkView {
    /// The bulk.
    pub bulk: Bulk,
    /// Its rows from the wanted one on, each with its place: at most five hundred.
    pub rows: Vec<(u32, BulkRow)>,
    /// The row after the last of them, if there is one.
    pub next_row: Option<u32>,
}

/// A bulk with what became of its rows from this one on. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: BulkId, from: u32) -> Result<BulkView, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let bulk = caller.own(ls, Thing::Bulk, ls.store().bulk(id).await?).await?;
    let batches = ls.store().bulk_batches(id, Bulk::batch_of(from), BATCHES).await?;
    let rows: Vec<_> = batches
        .into_iter()
        .flat_map(|batch| (batch.number.saturating_mul(BATCH)..).zip(batch.rows))
        .filter(|(place, _)| *place >= from)
        .collect();
    let after = rows.last().map(|(place, _)| place.saturating_add(1));
    let next_row = after.filter(|next| *next < bulk.total);
    Ok(BulkView { bulk, rows, next_row })
}
