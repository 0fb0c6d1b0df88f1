//! Addresses that are mailed no more.

use std::sync::Arc;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::suppression::{Suppression, SuppressionReason};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, at};

fn of(workspace: &Workspace, address: &str, reason: SuppressionReason) -> Suppression {
    let address = EmailAddress::parse(address).unwrap();
    Suppression { workspace_id: workspace.id, address, reason, since: at(1_790_000_000_123) }
}

/// Each comes back as it was, by any spelling of its address, in its own workspace.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.clone();
    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let names = ["Zoe@Example.org", "a@example.org", "mike@b\u{fc}cher.example"];
    let rows: Vec<_> =
        names.into_iter().zip(SuppressionReason::ALL).map(|(name, why)| of(&workspace, name, *why)).collect();
    accept(&store, rows.iter().cloned().map(Change::Suppress)).await;
    let theirs = of(&other, "a@example.org", SuppressionReason::Bounced);
    accept(&store, [Change::Suppress(theirs.clone())]).await;

    let find = async |workspace: &Workspace, address: &str| {
        store.suppression(workspace.id, &EmailAddress::parse(address).unwrap()).await.unwrap()
    };
    assert_eq!(find(&workspace, "ZOE@example.ORG").await, Some(rows[0].clone()));
    assert_eq!(find(&workspace, "mike@xn--bcher-kva.example").await, Some(rows[2].clone()));
    assert_eq!(find(&workspace, "nobody@example.org").await, None);
    assert_eq!(find(&other, "zoe@example.org").await, None);

    let sorted = [rows[1].clone(), rows[2].clone(), rows[0].clone()];
    let list = async |after: Option<&Suppression>, limit| {
        store.suppressions(workspace.id, after.map(|row| &row.address), limit).await.unwrap()
    };
    assert_eq!(list(None, 10).await, sorted);
    assert_eq!(list(None, 2).await, sorted[..2]);
    assert_eq!(list(Some(&sorted[1]), 10).await, sorted[2..]);
    assert_eq!(store.suppressions(other.id, None, u32::MAX).await.unwrap(), [theirs]);
}

/// An address is suppressed once, until it is lifted, which happens once too.
pub async fn are_made_once_and_lifted_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = of(&world.workspace, "Mike@example.org", SuppressionReason::Bounced);
    let again = of(&world.workspace, "mike@example.org", SuppressionReason::Complained);
    let lift = || Change::LiftSuppression(row.workspace_id, again.address.clone());
    refuse_one(&store, lift(), Refusal::Stale).await;
    accept(&store, [Change::Suppress(row.clone())]).await;
    refuse_one(&store, Change::Suppress(again.clone()), Refusal::Conflict(Constraint::Once)).await;
    assert_eq!(store.suppression(row.workspace_id, &again.address).await.unwrap(), Some(row.clone()));
    accept(&store, [lift()]).await;
    refuse_one(&store, lift(), Refusal::Stale).await;
    accept(&store, [Change::Suppress(again.clone())]).await;
    assert_eq!(store.suppressions(row.workspace_id, None, 10).await.unwrap(), [again]);
    let nowhere = of(&world.make.workspace(), "mike@example.org", SuppressionReason::Bounced);
    refuse_one(&store, Change::Suppress(nowhere), Refusal::Conflict(Constraint::Reference)).await;
}
