//! People taken out of what is otherwise never changed.

use std::sync::Arc;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{Event, EventData, EventSeal, Origin};
use latchstring_domain::invitation::{InvitationMail, MailReason, MailState};
use latchstring_domain::webhook::Message;
use latchstring_storage::{Change, Erasure, InvitationFilter, Refusal, Slice, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

fn erase(event: &Event, before: Option<EventSeal>) -> Change {
    Change::Erase(Erasure::Event { event: event.clone(), before })
}

/// What is left of an event, under this seal.
fn left(event: &Event, seal: u8) -> Event {
    let mut left = event.clone();
    left.body.actor.email = None;
    left.body.origin = Origin { ip: None, user_agent: None, ..left.body.origin };
    left.body.data = EventData::none().with("address", "erased");
    left.erased = Some(EventSeal::new([seal; 36]));
    left
}

/// An event is written anew as it is given, in its place, and read so by whoever reads it; what it is about, when it was and its
/// seal are not written.
pub async fn t162_leave_of_an_event_what_they_say(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let rows: Vec<_> =
        (1..=3).map(|sequence| world.make.event(world.workspace.id, subject, sequence)).collect();
    accept(&store, rows.iter().cloned().map(Change::AppendEvent)).await;
    let left = left(&rows[1], 5);
    accept(&store, [erase(&left, None)]).await;
    let expected = [rows[0].clone(), left.clone(), rows[2].clone()];
    assert_eq!(store.events_of(subject, 0, 10).await.unwrap(), expected);
    assert_eq!(store.event(left.body.id).await.unwrap(), Some(left));
    let next = world.make.event(world.workspace.id, subject, 4);
    accept(&store, [Change::AppendEvent(next)]).await;
}

/// Of two that erase from one event, the second decides anew; one that is not there, or has another seal, is left alone.
pub async fn t162_from_an_event_go_by_its_seals(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let row = world.make.event(world.workspace.id, subject, 1);
    let absent = left(&row, 5);
    refuse_one(&store, erase(&absent, None), Refusal::Stale).await;
    accept(&store, [Change::AppendEvent(row.clone())]).await;
    let other = Event { seal: EventSeal::new([9; 36]), ..left(&row, 5) };
    refuse_one(&store, erase(&other, None), Refusal::Stale).await;
    let (first, second) = (left(&row, 5), left(&row, 6));
    refuse_one(&store, erase(&first, second.erased), Refusal::Stale).await;
    accept(&store, [erase(&first, None)]).await;
    refuse_one(&store, erase(&second, None), Refusal::Stale).await;
    accept(&store, [erase(&second, first.erased)]).await;
    assert_eq!(store.events_of(subject, 0, 10).await.unwrap(), [second]);
}

/// A mail goes to somebody else from then on, and no invitation of the workspace is found by the address.
pub async fn t162_take_an_address_out_of_mails_and_lists(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    accept(&store, [Change::CreateInvitation(invitation.clone())]).await;
    let mail = world.make.invitation_mail(&invitation);
    accept(&store, [Change::CreateInvitationMail(mail.clone())]).await;
    let to = mail.to.clone();
    let filter = InvitationFilter { email: Some(to.clone()), ..InvitationFilter::all(world.workspace.id) };
    assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap().len(), 1);
    let nobody = EmailAddress::parse("erased@erased.invalid").unwrap();
    let reason = MailReason::HandedOff { by: nobody.clone() };
    let left = InvitationMail { to: nobody, reason, ..mail.clone() };
    let failed = MailState::Failed { at: mail.queued_at, why: "no".to_owned() };
    let stale = InvitationMail { state: failed, ..left.clone() };
    refuse_one(&store, Change::Erase(Erasure::Mail(stale)), Refusal::Stale).await;
    accept(&store, [Change::Erase(Erasure::Mail(left.clone()))]).await;
    let read = store.invitation_mail(mail.id).await.unwrap().unwrap();
    assert_eq!((read.to.as_str(), &read.state), (left.to.as_str(), &mail.state));
    accept(&store, [Change::Erase(Erasure::Address(world.make.workspace().id, to.clone()))]).await;
    assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap().len(), 1, "of another workspace");
    accept(&store, [Change::Erase(Erasure::Address(world.workspace.id, to))]).await;
    assert_eq!(store.invitations(&filter, Slice::first(10)).await.unwrap(), []);
}

/// The bytes of a webhook are others from then on; it is found by the event it tells of.
pub async fn t162_write_webhooks_anew(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (one, other) = (world.make.message(&world.workspace), world.make.message(&world.workspace));
    accept(&store, [one.clone(), other.clone()].map(Change::CreateMessage)).await;
    let told: Vec<_> = [&one, &other].into_iter().filter_map(|message| message.event_id).collect();
    assert_eq!(store.messages_of(&[]).await.unwrap(), []);
    assert_eq!(store.messages_of(&told).await.unwrap().len(), 2);
    accept(&store, [Change::Erase(Erasure::Message(one.id, "{}".to_owned()))]).await;
    assert_eq!(store.messages_of(&told[..1]).await.unwrap(), [Message { body: "{}".to_owned(), ..one }]);
    assert_eq!(store.message(other.id).await.unwrap(), Some(other));
}
