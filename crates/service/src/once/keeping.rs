use std::sync::Arc;

use latchstring_domain::idempotency::{KEPT_FOR, KeptAnswer};
use latchstring_domain::sealed::SealedBytes;
use latchstring_secrets::answer;
use latchstring_secrets::zeroize::Zeroizing;
use latchstring_storage::{Change, CommitError, Constraint, Refusal};

use super::held::Held;
use super::request::KeyedRequest;
use crate::attempts::Attempts;
use crate::{Failure, Latchstring, Thing};

/// An answer, as it was given.
type Answer = Zeroizing<Vec<u8>>;

/// Where a request that may have come before stands.
#[derive(Debug)]
pub enum Begun {
    /// It has not come before: do it, with what [`Keeping::acting`] gives.
    New(Keeping),
    /// It was done, and answered so.
    Answered(Answer),
    /// Another request came under this key.
    Another,
}

/// How the first run of a request ended.
#[derive(Debug)]
pub enum Settled {
    /// It is done, and the answer kept.
    Done,
    /// It was decided on what has changed since. Nothing was done: do it again.
    Again(Keeping),
    /// The same request was done at the same time, and answered so. This one has done nothing.
    Answered(Answer),
    /// Another request came under this key at the same time. This one has done nothing.
    Another,
}

/// A request under way whose answer is to be kept.
#[derive(Debug)]
pub struct Keeping {
    request: KeyedRequest,
    held: Arc<Held>,
    runs: u32,
}

/// Looks for the answer to a request.
///
/// # Errors
/// [`Failure`].
pub async fn begin(ls: &Latchstring, request: KeyedRequest) -> Result<Begun, Failure> {
    Ok(match kept(ls, &request).await? {
        Kept::Nothing => Begun::New(Keeping { request, held: Arc::default(), runs: 0 }),
        Kept::Answer(answer) => Begun::Answered(answer),
        Kept::OfAnother => Begun::Another,
    })
}

enum Kept {
    Nothing,
    Answer(Answer),
    OfAnother,
}

async fn kept(ls: &Latchstring, request: &KeyedRequest) -> Result<Kept, Failure> {
    let found = ls.store().kept_answer(&request.slot).await?.filter(|kept| ls.now() < kept.until);
    let Some(kept) = found else { return Ok(Kept::Nothing) };
    let slot = request.slot.as_bytes();
    let opened = answer::open(ls.keyring(), slot, &request.fingerprint, kept.sealed.as_bytes())
        .map_err(|error| Failure::Unsealable(Thing::Answer, error.into()))?;
    Ok(opened.map_or(Kept::OfAnother, Kept::Answer))
}

impl Keeping {
    /// What to act with: the use case that is called with it does nothing until [`Keeping::settle`].
    #[must_use]
    pub fn acting(&self, ls: &Latchstring) -> Latchstring {
        ls.holding_back(Arc::clone(&self.held))
    }

    /// Does what was held back and keeps the answer, in one commit.
    ///
    /// # Errors
    /// [`Failure`]; nothing was done, unless the storage was unavailable, when it is not known.
    pub async fn settle(self, ls: &Latchstring, answer: &[u8]) -> Result<Settled, Failure> {
        let Self { request, held, runs } = self;
        let now = ls.now();
        let slot = request.slot.as_bytes();
        let sealed = answer::seal(ls.keyring(), slot, &request.fingerprint, answer, &mut *ls.rng());
        let keep = Change::KeepAnswer(KeptAnswer {
            slot: request.slot,
            workspace_id: request.workspace_id,
            sealed: SealedBytes::new(sealed),
            at: now,
            until: now.saturating_add(KEPT_FOR),
        });
        let mut attempts = Attempts::resumed(ls, runs);
        let held = match attempts.send_together(held.together(keep)).await {
            Ok(()) => return Ok(Settled::Done),
            Err(CommitError::Storage(error)) => return Err(error.into()),
            // The first change is the answer: the same key was used in the same moment.
            Err(CommitError::Refused { index: 0, why: Refusal::Conflict(Constraint::Once), .. }) => {
                match kept(ls, &request).await? {
                    Kept::Answer(answer) => return Ok(Settled::Answered(answer)),
                    Kept::OfAnother => return Ok(Settled::Another),
                    Kept::Nothing => held.again(),
                }
            }
            Err(CommitError::Refused { why: Refusal::Stale, .. }) => held.again(),
            Err(CommitError::Refused { change, index, why: Refusal::Conflict(constraint) }) => {
                held.refusing(change, index, constraint)
            }
        };
        attempts.again().await?;
        Ok(Settled::Again(Self { request, held: Arc::new(held), runs: attempts.made() }))
    }
}
