//! What may happen so often until a time.

use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Constraint, Tally};

use super::{Applied, conflict};
use crate::state::State;

pub(super) fn count(state: &mut State, key: Digest, limit: u32, at: Timestamp, until: Timestamp) -> Applied {
    let standing = state.tallies.get(key.as_bytes()).filter(|tally| at < tally.until);
    let tally = match standing {
        Some(tally) if tally.count >= limit => return Err(conflict(Constraint::Limit)),
        Some(tally) => Tally { count: tally.count.saturating_add(1), ..*tally },
        None => Tally { count: 1, until },
    };
    state.tallies.put(*key.as_bytes(), tally);
    Ok(())
}

pub(super) fn clear(state: &mut State, key: Digest) -> Applied {
    state.tallies.remove(key.as_bytes());
    Ok(())
}
