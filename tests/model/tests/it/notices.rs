//! The model is worth something if it notices a storage that does what none may.

use async_trait::async_trait;
use latchstring_model::{history, walk};
use latchstring_storage::{Change, ChangeSet, CommitError, Store};
use latchstring_storage_memory::MemoryStore;
use latchstring_storage_testing::relay::{Hook, Relay};

use crate::on;

/// Leaves out of each set what it is told to.
struct Loses(fn(&Change) -> bool);

#[async_trait]
impl Hook for Loses {
    async fn commit(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        let kept = set.into_changes().into_iter().filter(|change| !(self.0)(change));
        store.commit(kept.fold(ChangeSet::new(), ChangeSet::with)).await
    }
}

/// What the model says about such a storage, in the first history in which it notices.
fn said(loses: fn(&Change) -> bool) -> String {
    let walked =
        (0..60).map(|seed| on(walk(Relay::new(MemoryStore::default(), Loses(loses)), &history(seed))));
    walked.filter_map(Result::err).map(|difference| difference.to_string()).next().unwrap_or_default()
}

#[test]
fn a_use_that_is_not_counted() {
    let said = said(|change| matches!(change, Change::SpendInvitation { .. }));
    assert!(said.contains("links: "), "{said}");
}

#[test]
fn a_revocation_that_is_forgotten() {
    let said = said(|change| matches!(change, Change::UpdateInvitation(link) if link.revoked_at.is_some()));
    assert!(said.contains("links: "), "{said}");
}

#[test]
fn a_connection_that_is_not_there() {
    let said = said(|change| matches!(change, Change::CreateConnection(_)));
    assert!(said.contains("connections: "), "{said}");
}

#[test]
fn an_event_that_is_missing() {
    let is_submission = |change: &Change| matches!(change, Change::AppendEvent(event) if event.body.kind.as_str() == "SUBMITTED");
    assert!(!said(is_submission).is_empty());
}

#[test]
fn a_promise_that_is_not_kept() {
    let said = said(|change| matches!(change, Change::Announce(_)));
    assert!(said.contains("I3: webhooks"), "{said}");
}

#[test]
fn a_session_that_stands_still() {
    let said = said(|change| matches!(change, Change::UpdateFlowSession(_)));
    assert!(said.contains("a session: "), "{said}");
}
