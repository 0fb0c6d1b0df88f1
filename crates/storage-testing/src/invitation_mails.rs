//! Mails that bring an invitation to an address.

use std::sync::Arc;

use latchstring_domain::invitation::{Invitation, InvitationMail, MailReason};
use latchstring_domain::reminder::Reminder;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, at, email};

async fn invited(store: &Arc<dyn Store>, world: &mut World) -> Invitation {
    let invitation = world.make.bare_invitation(&world.company);
    accept(store, [Change::CreateInvitation(invitation.clone())]).await;
    invitation
}

/// Queued, sent and failed ones, invited, handed off and reminding, come back as they were, spelling included.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = invited(&store, &mut world).await;
    let mut mail = || world.make.invitation_mail(&invitation);
    let handed_off = InvitationMail { reason: MailReason::HandedOff { by: email("Boss") }, ..mail() };
    let mut reminding = |why| InvitationMail { reason: MailReason::Reminder(why), ..mail() };
    let reminders = [reminding(Reminder::Untouched), reminding(Reminder::BeforeExpiry)];
    let rows =
        [mail(), mail().sent(at(70)).unwrap(), mail().failed("no-such-mailbox", at(71)).unwrap(), handed_off];
    let rows = [&rows[..], &reminders].concat();
    accept(&store, rows.iter().cloned().map(Change::CreateInvitationMail)).await;
    for row in &rows {
        let read = store.invitation_mail(row.id).await.unwrap().unwrap();
        assert_eq!(&read, row);
        assert_eq!(read.to.as_str(), row.to.as_str());
    }
    assert_eq!(store.invitation_mail(mail().id).await.unwrap(), None);
}

/// Their ids are used once, and their invitation is there and of the same workspace.
pub async fn belong_to_an_invitation_of_their_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = invited(&store, &mut world).await;
    let first = world.make.invitation_mail(&invitation);
    accept(&store, [Change::CreateInvitationMail(first.clone())]).await;
    refuse_one(&store, Change::CreateInvitationMail(first), Refusal::Conflict(Constraint::Identity)).await;
    let unmade = world.make.bare_invitation(&world.company);
    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let astray = [
        world.make.invitation_mail(&unmade),
        InvitationMail { workspace_id: other.id, ..world.make.invitation_mail(&invitation) },
    ];
    for mail in astray {
        refuse_one(&store, Change::CreateInvitationMail(mail), Refusal::Conflict(Constraint::Reference))
            .await;
    }
}

/// A mail is settled once, and nothing else of it changes; one of another workspace, or none, is not there to be settled.
pub async fn are_settled_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = invited(&store, &mut world).await;
    let queued = world.make.invitation_mail(&invitation);
    accept(&store, [Change::CreateInvitationMail(queued.clone())]).await;
    let sent = queued.clone().sent(at(70)).unwrap();
    let other = world.make.workspace();
    for nobodys in [
        InvitationMail { workspace_id: other.id, ..sent.clone() },
        world.make.invitation_mail(&invitation).sent(at(70)).unwrap(),
    ] {
        refuse_one(&store, Change::SettleInvitationMail(nobodys), Refusal::Stale).await;
    }
    let redirected = InvitationMail { to: email("Somebody.Else"), ..sent.clone() };
    accept(&store, [Change::SettleInvitationMail(redirected)]).await;
    assert_eq!(store.invitation_mail(queued.id).await.unwrap().as_ref(), Some(&sent));
    let again = queued.clone().failed("late", at(71)).unwrap();
    refuse_one(&store, Change::SettleInvitationMail(again), Refusal::Stale).await;
    assert_eq!(store.invitation_mail(queued.id).await.unwrap(), Some(sent));
}

/// A mail comes back once, whether it was known to have gone or not, and nothing else of it changes.
pub async fn come_back_once(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = invited(&store, &mut world).await;
    let other = world.make.workspace();
    for sent in [false, true] {
        let queued = world.make.invitation_mail(&invitation);
        accept(&store, [Change::CreateInvitationMail(queued.clone())]).await;
        let before = if sent { queued.clone().sent(at(70)).unwrap() } else { queued.clone() };
        if sent {
            accept(&store, [Change::SettleInvitationMail(before.clone())]).await;
        }
        let back = before.returned("bounced", at(80)).unwrap();
        let nobodys = InvitationMail { workspace_id: other.id, ..back.clone() };
        refuse_one(&store, Change::ReturnInvitationMail(nobodys), Refusal::Stale).await;
        let redirected = InvitationMail { to: email("Somebody.Else"), ..back.clone() };
        accept(&store, [Change::ReturnInvitationMail(redirected)]).await;
        assert_eq!(store.invitation_mail(queued.id).await.unwrap().as_ref(), Some(&back));
        let again = InvitationMail { state: queued.clone().failed("late", at(81)).unwrap().state, ..queued };
        refuse_one(&store, Change::ReturnInvitationMail(again.clone()), Refusal::Stale).await;
        refuse_one(&store, Change::SettleInvitationMail(again), Refusal::Stale).await;
        assert_eq!(store.invitation_mail(back.id).await.unwrap(), Some(back));
    }
}

/// Those of several invitations, oldest first, each once.
pub async fn are_listed_by_invitation(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let mut made = Vec::new();
    let mut ids = Vec::new();
    for _ in 0..3 {
        let invitation = invited(&store, &mut world).await;
        made.extend((0..3).map(|_| world.make.invitation_mail(&invitation)));
        ids.push(invitation.id);
    }
    accept(&store, made.iter().rev().cloned().map(Change::CreateInvitationMail)).await;
    assert_eq!(store.mails_of(&[]).await.unwrap(), []);
    assert_eq!(store.mails_of(&ids[1..2]).await.unwrap(), made[3..6]);
    assert_eq!(store.mails_of(&[ids[2], ids[0], ids[2]]).await.unwrap(), [&made[..3], &made[6..]].concat());
}
