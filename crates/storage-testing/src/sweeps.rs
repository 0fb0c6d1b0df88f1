//! What is taken away when its time is over.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::flow_session::FlowState;
use latchstring_domain::id::OutboxId;
use latchstring_domain::invitation::{Invitation, InvitationMail, MailState};
use latchstring_domain::outbox::Lane;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, Claim, ParkedFilter, Slice, Store, Sweep, Swept};

use crate::case::{accept, any_over, sweep};
use crate::fixture::{World, at};

/// T172: a session goes with what it holds when its time is over, also if nobody has ended it, and no other session does.
pub async fn t172_take_sessions_that_nobody_ended(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let signed_in = FlowState::SignedIn(world.make.sign_in());
    let mut session = |until| {
        let session = world.make.flow_session(&invitation, signed_in.clone());
        latchstring_domain::flow_session::FlowSession { expires_at: at(until), ..session }
    };
    let sessions = [session(999), session(1_000), session(1_001)];
    accept(&store, [Change::CreateInvitation(invitation)]).await;
    accept(&store, sessions.iter().cloned().map(Change::CreateFlowSession)).await;
    assert!(!any_over(&store, Swept::FlowSessions, at(998)).await);
    assert!(any_over(&store, Swept::FlowSessions, at(999)).await);
    accept(&store, [sweep(Swept::FlowSessions, at(1_000))]).await;
    assert!(!any_over(&store, Swept::FlowSessions, at(1_000)).await);
    let mut left = Vec::new();
    for session in &sessions {
        left.push(store.flow_session(session.id).await.unwrap().is_some());
    }
    assert_eq!(left, [false, false, true]);
    // Its token is free again, as it would not be if something of it were left.
    accept(&store, [Change::CreateFlowSession(sessions[0].clone())]).await;
}

fn mail(world: &mut World, of: &Invitation, state: MailState) -> InvitationMail {
    InvitationMail { state, ..world.make.invitation_mail(of) }
}

/// A mail goes when it was settled and its link had ended: revoked, expired or used up. One that is queued stays, and one of a
/// link that lives, and those of other workspaces.
pub async fn take_mails_of_links_that_have_ended(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let company = world.company.clone();
    let mut bare = || world.make.bare_invitation(&company);
    let revoked = Invitation { revoked_at: Some(at(50)), ..bare() };
    let expired = Invitation { expires_at: Some(at(60)), ..bare() };
    let one = std::num::NonZeroU32::MIN;
    let used_up = Invitation { max_uses: Some(one), use_count: 1, updated_at: at(70), ..bare() };
    let late = Invitation { revoked_at: Some(at(101)), ..bare() };
    let alive = Invitation { expires_at: Some(at(9_000)), ..bare() };
    let sent = |millis| MailState::Sent { at: at(millis) };
    let failed = MailState::Failed { at: at(100), why: "x".to_owned() };
    let of = [&revoked, &expired, &used_up, &revoked, &expired, &late, &alive];
    let states = [sent(100), failed, sent(1), sent(101), MailState::Queued, sent(1), sent(1)];
    let mails = of.into_iter().zip(states).map(|(of, state)| mail(&mut world, of, state));
    let mails: Vec<_> = mails.collect();
    let links = [&revoked, &expired, &used_up, &late, &alive];
    accept(&store, links.map(|one| Change::CreateInvitation(one.clone()))).await;
    accept(&store, mails.iter().cloned().map(Change::CreateInvitationMail)).await;

    let elsewhere = Swept::Mails(world.make.workspace().id);
    assert!(!any_over(&store, elsewhere, at(9_999)).await);
    accept(&store, [sweep(elsewhere, at(9_999)), sweep(Swept::Mails(world.workspace.id), at(100))]).await;
    let mut left = Vec::new();
    for mail in &mails {
        left.push(store.invitation_mail(mail.id).await.unwrap().is_some());
    }
    assert_eq!(left, [false, false, false, true, true, true, true]);
    assert!(!any_over(&store, Swept::Mails(world.workspace.id), at(100)).await);
}

/// Gives up this many entries of a workspace, at these times.
async fn given_up<const N: usize>(
    store: &Arc<dyn Store>,
    world: &mut World,
    workspace: &Workspace,
    times: [i64; N],
) -> [OutboxId; N] {
    let due = at(1_000);
    let entries = times.map(|_| world.make.outbox_entry(workspace.id, due));
    let ids = entries.each_ref().map(|entry| entry.id);
    accept(store, entries.map(Change::Enqueue)).await;
    let claim = Claim::of(Lane::Work, due, Duration::from_secs(60), 100);
    for claimed in store.claim(claim).await.unwrap() {
        let index = ids.iter().position(|id| *id == claimed.entry.id).unwrap();
        let (id, fence) = (claimed.entry.id, claimed.fence);
        accept(store, [Change::Park { id, fence, at: at(times[index]), reason: "x".to_owned() }]).await;
    }
    ids
}

/// What was given up goes by when it was, in its workspace; what waits never does.
pub async fn take_what_was_given_up(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.clone();
    let stranger = world.make.bare_workspace();
    accept(&store, [Change::CreateWorkspace(stranger.clone())]).await;
    let [theirs] = given_up(&store, &mut world, &stranger, [2_000]).await;
    let [first, last] = given_up(&store, &mut world, &workspace, [2_000, 2_001]).await;
    let waiting = world.make.outbox_entry(workspace.id, at(1));
    accept(&store, [Change::Enqueue(waiting)]).await;
    assert!(!any_over(&store, Swept::DeadLetters(workspace.id), at(1_999)).await);
    accept(&store, [sweep(Swept::DeadLetters(workspace.id), at(2_000))]).await;
    assert_eq!(store.parked_entry(first).await.unwrap(), None);
    let mut left = store.parked(&ParkedFilter::default(), Slice::first(9)).await.unwrap();
    left.sort_by_key(|parked| parked.parked_at);
    assert_eq!(left.iter().map(|parked| parked.entry.id).collect::<Vec<_>>(), [theirs, last]);
    assert_eq!(store.outbox_counts().await.unwrap().open, 1);
}

/// No more than the limit goes, the longest over first; what belongs to it goes with it and does not count.
pub async fn take_a_part_at_a_time(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let endpoint = world.make.endpoint(&world.workspace);
    accept(&store, [Change::CreateEndpoint(endpoint.clone())]).await;
    let messages: Vec<_> = (0..5).map(|_| world.make.message(&world.workspace)).collect();
    for message in &messages {
        let delivery = world.make.delivery(message, &endpoint);
        accept(&store, [Change::CreateMessage(message.clone()), Change::CreateDelivery(delivery)]).await;
    }
    let keys: Vec<_> = (0..5).map(|_| world.make.digest()).collect();
    let marks = keys.iter().zip(10..).map(|(key, until)| Change::Mark { key: *key, until: at(until) });
    accept(&store, marks.collect::<Vec<_>>()).await;
    let of = Swept::Webhooks(world.workspace.id);
    let until = messages[4].created_at;
    for left in [3, 1, 0, 0] {
        accept(&store, [Change::Sweep(Sweep { of, until, limit: 2 })]).await;
        let mut there = Vec::new();
        for message in &messages {
            there.push(store.message(message.id).await.unwrap().is_some());
        }
        assert_eq!(there, [vec![false; 5 - left], vec![true; left]].concat());
        assert_eq!(any_over(&store, of, until).await, left > 0);
        let deliveries = latchstring_storage::DeliveryFilter { endpoint: endpoint.id, status: None };
        assert_eq!(store.deliveries(&deliveries, Slice::first(9)).await.unwrap().len(), left);
    }
    accept(&store, [Change::Sweep(Sweep { of: Swept::Marks, until: at(99), limit: 4 })]).await;
    accept(&store, keys[..4].iter().map(|key| Change::Mark { key: *key, until: at(200) })).await;
    assert!(any_over(&store, Swept::Marks, at(99)).await);
}
