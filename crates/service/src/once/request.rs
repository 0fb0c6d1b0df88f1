use std::fmt;

use latchstring_domain::id::WorkspaceId;
use latchstring_domain::idempotency::IdempotencyKey;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::answer;

use crate::Caller;

/// A request that its caller has given a name.
#[derive(Clone)]
pub struct KeyedRequest {
    pub(super) workspace_id: WorkspaceId,
    /// Whose request of this name it is.
    pub(super) slot: Digest,
    /// What it says.
    pub(super) fingerprint: [u8; 32],
}

impl KeyedRequest {
    /// The request of a caller under this key, which says these parts. The same key of another caller is another request.
    #[must_use]
    pub fn new(caller: &Caller, key: &IdempotencyKey, says: &[&[u8]]) -> Self {
        let (workspace_id, actor) = (caller.workspace_id(), caller.actor());
        let id = actor.id.as_deref().unwrap_or_default();
        let workspace = workspace_id.to_bytes();
        let whose =
            [workspace.as_slice(), actor.kind.as_str().as_bytes(), id.as_bytes(), key.as_str().as_bytes()];
        Self { workspace_id, slot: Digest::new(answer::digest(&whose)), fingerprint: answer::digest(says) }
    }
}

impl fmt::Debug for KeyedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyedRequest({:?})", self.slot)
    }
}
