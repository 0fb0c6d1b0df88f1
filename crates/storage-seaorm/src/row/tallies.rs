use latchstring_storage::Tally;

use super::cell::{Result, Row};
use crate::entity::tallies::Model;

pub(crate) fn read(model: Model) -> Result<Tally> {
    // The key says nothing to anybody, so it does not say which row is broken either.
    let row = Row::new("tallies", "-");
    Ok(Tally { count: row.ok("count", u32::try_from(model.count))?, until: row.time("until", model.until)? })
}
