use std::sync::atomic::{AtomicU32, Ordering};

use latchstring_domain::Timestamp;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint, StorageError};

use super::mint::MintError;
use crate::Latchstring;
use crate::attempts::{Attempts, Commit};

/// How many magic links one key seals at most: 2^32. The format would bear more (`docs/spec/sealed-link-v1.md`), but a key
/// that has sealed so many has been in use for longer than any key should.
pub const MAX_LINKS_OF_A_KEY: u64 = (BLOCK as u64) * (BLOCKS as u64);

/// From this many on a server asks in its log for another key, with every block of links.
const ASK_FROM: u64 = MAX_LINKS_OF_A_KEY / 10 * 9;

/// How many links are counted at once, before they are minted. A count in the commit of each would make all of them wait
/// for one row; what a process has counted and not minted when it ends is lost, which errs on the safe side.
const BLOCK: u32 = 1 << 10;
const BLOCKS: u32 = 1 << 22;

/// How many links this process may still mint before it has to count again.
#[derive(Debug, Default)]
pub(crate) struct LinkBudget(AtomicU32);

impl LinkBudget {
    fn take(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    fn add(&self, links: u32) {
        self.0.fetch_add(links, Ordering::Relaxed);
    }
}

/// Counts one link more of the primary key, over all servers of the deployment.
pub(super) async fn count(ls: &Latchstring) -> Result<(), MintError> {
    if ls.link_budget().take() {
        return Ok(());
    }
    // Counted whatever comes of the link: a key that has sealed too little is no harm.
    let ls = &ls.at_once();
    let mut attempts = Attempts::new(ls);
    loop {
        let block = Change::Tally { key: key(ls), limit: BLOCKS, at: ls.now(), until: Timestamp::MAX };
        match attempts.commit(ChangeSet::new().with(block)).await? {
            Commit::Done => break,
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(MintError::KeyUsedUp),
            Commit::Conflict(_) => return Err(crate::Failure::Defect("a count of links was refused").into()),
        }
    }
    ls.link_budget().add(BLOCK - 1);
    let counted = links_of_the_primary_key(ls).await.map_err(crate::Failure::from)?;
    if counted >= ASK_FROM {
        let key = ls.keyring().primary_id();
        tracing::warn!(%key, links = counted, most = MAX_LINKS_OF_A_KEY, "promote another key: this one is nearly used up");
    }
    Ok(())
}

/// How many magic links the primary key has sealed, rounded up to the block that is counted ahead.
///
/// # Errors
/// [`StorageError`].
pub async fn links_of_the_primary_key(ls: &Latchstring) -> Result<u64, StorageError> {
    let tally = ls.store().tally(&key(ls)).await?;
    Ok(tally.map_or(0, |tally| u64::from(tally.count) * u64::from(BLOCK)))
}

fn key(ls: &Latchstring) -> Digest {
    Digest::new(tally::key(ls.keyring(), "links-of-a-key", &[&ls.keyring().primary_id().to_bytes()]))
}
