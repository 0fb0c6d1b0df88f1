//! Reminders: who gets one, when, and who does not.

use std::time::Duration;

use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::flow_session::Gate;
use latchstring_domain::invitation::{Extension, InvitationMail, Lifetime, MailStatus};
use latchstring_domain::outbox::Task;
use latchstring_domain::reminder::{Days, Reminder};
use latchstring_service::invitation::{InvitationTerms, InvitationView, Resend};
use latchstring_service::mail::{self, Comeback};
use latchstring_service::outbox::{ClaimedEntry, Performed};
use latchstring_service::workspace::{self, UpdateWorkspaceError, WorkspaceChanges};
use latchstring_service::{Latchstring, invitation, outbox};
use latchstring_storage::{Events as _, InvitationMails as _};

use crate::atomicity::fails_whole;
use crate::harness::{USERNAME, World};
use crate::mailed_links::{BOSS, DANA, address, due, gate, make, open, secrets, sent, terms};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const COOL_DOWN: Duration = Duration::from_secs(5 * 60);
const LEASE: Duration = Duration::from_secs(60);

fn days(days: u64) -> Option<Days> {
    (days > 0).then(|| Days::new(days).unwrap())
}

/// Reminders after so many days and so many before the end; 0 is off.
async fn set(world: &World, ls: &Latchstring, after: u64, before_expiry: u64) {
    let wish = WorkspaceChanges {
        remind_after: Some(days(after)),
        remind_before_expiry: Some(days(before_expiry)),
        ..WorkspaceChanges::default()
    };
    workspace::update(ls, &world.caller, wish).await.unwrap();
}

struct Case {
    world: World,
    ls: Latchstring,
    view: InvitationView,
    links: Vec<(EmailAddress, (String, String))>,
}

impl Case {
    /// A workspace that reminds so, and an invitation that lives so many days and was mailed to these.
    async fn mailed(to: &[&str], lives: Option<u64>, (after, before): (u64, u64)) -> Self {
        let world = World::new().await;
        let ls = world.ls.clone().with_mail();
        set(&world, &ls, after, before).await;
        let lifetime = lives.map(|days| Lifetime::For(DAY * u32::try_from(days).unwrap()));
        let view = make(&world, &ls, InvitationTerms { lifetime, ..terms(to) }).await.unwrap();
        let mut links = Vec::new();
        for (entry, mail) in due(&ls).await {
            let mail = mail.unwrap();
            assert!(!mail.reminds);
            links.push((mail.to.clone(), secrets(&mail)));
            mail::sent(&ls, &entry).await.unwrap();
        }
        Self { world, ls, view, links }
    }

    async fn looks(&self) -> Vec<ClaimedEntry> {
        let claimed = outbox::claim(&self.ls, LEASE, 100).await.unwrap();
        claimed.into_iter().filter(|entry| matches!(entry.entry.task, Task::Remind(_))).collect()
    }

    /// After so long, the addresses that are reminded, their mails sent.
    async fn reminded_after(&self, span: Duration) -> Vec<String> {
        self.world.clock.advance(span);
        for entry in self.looks().await {
            assert_eq!(outbox::perform(&self.ls, &entry).await.unwrap(), Performed::Done);
        }
        let mut reminded = Vec::new();
        for (entry, mail) in due(&self.ls).await {
            let mail = mail.unwrap();
            assert!(mail.reminds);
            mail::sent(&self.ls, &entry).await.unwrap();
            reminded.push(mail.to.as_str().to_owned());
        }
        reminded
    }

    async fn mails(&self) -> Vec<InvitationMail> {
        self.world.store.mails_of(&[self.view.invitation.id]).await.unwrap()
    }

    async fn reasons(&self) -> Vec<Reminder> {
        self.mails().await.iter().filter_map(|mail| mail.reason.reminder()).collect()
    }

    /// The token and the proof of the first mail to an address.
    fn link_of(&self, to: &str) -> (String, String) {
        let (_, link) = self.links.iter().find(|(address, _)| *address == self::address(to)).unwrap();
        link.clone()
    }

    async fn resend(&self, wish: Resend) {
        invitation::resend(&self.ls, &self.world.caller, self.view.invitation.id, &wish).await.unwrap();
        for (entry, mail) in due(&self.ls).await {
            assert!(!mail.unwrap().reminds);
            mail::sent(&self.ls, &entry).await.unwrap();
        }
    }
}

#[tokio::test]
async fn whoever_does_nothing_is_reminded_once_after_the_days_and_once_before_the_end() {
    let case = Case::mailed(&[DANA], Some(14), (3, 2)).await;
    assert!(case.reminded_after(3 * DAY - Duration::from_millis(1)).await.is_empty());
    assert_eq!(case.reminded_after(Duration::from_millis(1)).await, [DANA]);
    assert!(case.reminded_after(9 * DAY - Duration::from_millis(1)).await.is_empty());
    assert_eq!(case.reminded_after(Duration::from_millis(1)).await, [DANA]);
    assert!(case.reminded_after(DAY).await.is_empty() && case.reminded_after(30 * DAY).await.is_empty());
    assert_eq!(case.reasons().await, [Reminder::Untouched, Reminder::BeforeExpiry]);

    let id = Subject::Invitation(case.view.invitation.id);
    let story = case.world.store.events_of(id, 0, 100).await.unwrap();
    let told: Vec<_> = story
        .iter()
        .filter_map(|event| match event.body.data.values().get("reminder") {
            Some(DataValue::Text(why)) => Some((event.body.kind, why.as_str())),
            _ => None,
        })
        .collect();
    let expected = ["UNTOUCHED", "BEFORE_EXPIRY"]
        .map(|why| [(EventKind::EmailQueued, why), (EventKind::EmailSent, why)])
        .concat();
    assert_eq!(told, expected, "and of the first mail there is none");
}

#[tokio::test]
async fn a_reminder_proves_its_address_as_the_first_mail_does() {
    let case = Case::mailed(&[DANA], None, (3, 0)).await;
    case.world.clock.advance(3 * DAY);
    for entry in case.looks().await {
        outbox::perform(&case.ls, &entry).await.unwrap();
    }
    let (token, proof) = secrets(&sent(&case.ls).await);
    let pass = open(&case.ls, &token, &proof).await;
    assert_eq!(gate(&case.world, &pass).await, Gate::Passed(address(DANA)));
}

#[tokio::test]
async fn reminders_are_off_until_they_are_set_and_again_when_they_are_off() {
    let off = Case::mailed(&[DANA], Some(5), (0, 0)).await;
    assert!(off.reminded_after(4 * DAY).await.is_empty());
    let case = Case::mailed(&[DANA], Some(14), (3, 0)).await;
    set(&case.world, &case.ls, 0, 0).await;
    assert!(case.reminded_after(4 * DAY).await.is_empty());
    let quiet = World::new().await;
    let wish = WorkspaceChanges { remind_after: Some(days(3)), ..WorkspaceChanges::default() };
    let refused = workspace::update(&quiet.ls, &quiet.caller, wish).await;
    assert!(matches!(refused, Err(UpdateWorkspaceError::NoMail { field: "remindAfterDays" })), "{refused:?}");
}

#[tokio::test]
async fn the_setting_counts_as_it_is_when_the_time_comes() {
    let case = Case::mailed(&[DANA], Some(14), (3, 0)).await;
    set(&case.world, &case.ls, 5, 0).await;
    assert!(case.reminded_after(3 * DAY).await.is_empty());
    assert_eq!(case.reminded_after(2 * DAY).await, [DANA]);
}

#[tokio::test]
async fn who_has_proved_the_address_is_not_reminded_and_the_others_are() {
    let case = Case::mailed(&[DANA, BOSS], Some(14), (3, 2)).await;
    let (token, proof) = case.link_of(DANA);
    // That somebody has opened it, who may be a scanner, is nothing done.
    open(&case.ls, &token, "").await;
    let pass = open(&case.ls, &token, &proof).await;
    assert_eq!(gate(&case.world, &pass).await, Gate::Passed(address(DANA)));
    assert_eq!(case.reminded_after(3 * DAY).await, [BOSS]);
    assert_eq!(case.reminded_after(9 * DAY).await, [BOSS]);
}

#[tokio::test]
async fn nobody_is_reminded_once_a_connection_was_made() {
    let case = Case::mailed(&[DANA, BOSS], Some(14), (3, 2)).await;
    let (token, proof) = case.link_of(DANA);
    let pass = open(&case.ls, &token, &proof).await;
    case.world.walk_on(&pass, USERNAME).await;
    case.world.submit(&pass).await.unwrap();
    assert!(case.reminded_after(3 * DAY).await.is_empty() && case.reminded_after(9 * DAY).await.is_empty());
}

#[tokio::test]
async fn a_link_that_ended_is_not_reminded_of() {
    let revoked = Case::mailed(&[DANA], Some(14), (3, 2)).await;
    invitation::revoke(&revoked.ls, &revoked.world.caller, revoked.view.invitation.id).await.unwrap();
    let expired = Case::mailed(&[DANA], Some(2), (3, 0)).await;
    for case in [revoked, expired] {
        assert!(case.reminded_after(3 * DAY).await.is_empty());
        assert!(case.reminded_after(9 * DAY).await.is_empty());
    }
}

#[tokio::test]
async fn a_mail_that_came_back_is_followed_by_none() {
    for comeback in [Comeback::Bounced, Comeback::Complained] {
        for reminded_before in [false, true] {
            let case = Case::mailed(&[DANA], Some(14), (3, 2)).await;
            if reminded_before {
                assert_eq!(case.reminded_after(3 * DAY).await, [DANA]);
            }
            let mails = case.mails().await;
            let last = mails.last().unwrap();
            let message_id = format!("<{}@example.com>", last.id);
            mail::came_back(&case.ls, &message_id, comeback).await.unwrap();
            assert!(case.reminded_after(3 * DAY).await.is_empty());
            assert!(case.reminded_after(9 * DAY).await.is_empty());
        }
    }
}

#[tokio::test]
async fn of_a_link_that_was_replaced_only_those_are_reminded_who_were_mailed_the_new_one() {
    let case = Case::mailed(&[DANA, BOSS], Some(30), (3, 0)).await;
    let (token, proof) = case.link_of(DANA);
    open(&case.ls, &token, &proof).await;
    case.world.clock.advance(DAY);
    case.resend(Resend { rotate: true, to: Some(vec![address(DANA)]), ..Resend::default() }).await;
    assert!(case.reminded_after(2 * DAY).await.is_empty(), "of the old link");
    assert_eq!(case.reminded_after(DAY).await, [DANA], "who has not begun anew");
    assert!(case.reminded_after(20 * DAY).await.is_empty());
}

#[tokio::test]
async fn the_days_count_from_the_last_mail_and_each_reminder_comes_once_all_the_same() {
    let case = Case::mailed(&[DANA], Some(30), (3, 0)).await;
    case.world.clock.advance(2 * DAY);
    case.resend(Resend::default()).await;
    assert!(case.reminded_after(DAY).await.is_empty());
    assert_eq!(case.reminded_after(2 * DAY).await, [DANA]);
    case.world.clock.advance(COOL_DOWN);
    case.resend(Resend::default()).await;
    assert!(case.reminded_after(3 * DAY).await.is_empty(), "once for each address of an invitation");
}

#[tokio::test]
async fn two_that_fall_together_are_one_mail() {
    let case = Case::mailed(&[DANA], Some(5), (3, 2)).await;
    assert_eq!(case.reminded_after(3 * DAY).await, [DANA]);
    assert_eq!(case.reasons().await, [Reminder::BeforeExpiry]);
    assert!(case.reminded_after(DAY).await.is_empty());
    // Within the cool-down of another, the later one is left out.
    let case = Case::mailed(&[DANA], Some(5), (3, 0)).await;
    set(&case.world, &case.ls, 3, 2).await;
    let id = case.view.invitation.id;
    let by = Extension::By(COOL_DOWN - Duration::from_secs(1));
    invitation::extend(&case.ls, &case.world.caller, id, by).await.unwrap();
    assert_eq!(case.reminded_after(3 * DAY).await, [DANA]);
    assert!(case.reminded_after(COOL_DOWN - Duration::from_secs(1)).await.is_empty());
    assert_eq!(case.reasons().await, [Reminder::Untouched]);
}

#[tokio::test]
async fn an_extension_moves_the_reminder_before_the_end() {
    let case = Case::mailed(&[DANA], Some(5), (0, 2)).await;
    let id = case.view.invitation.id;
    invitation::extend(&case.ls, &case.world.caller, id, Extension::By(4 * DAY)).await.unwrap();
    assert!(case.reminded_after(3 * DAY).await.is_empty(), "where it would have come");
    assert_eq!(case.reminded_after(4 * DAY).await, [DANA]);
    assert!(case.reminded_after(DAY).await.is_empty());

    // One that was mailed too near to its end, or without one, is reminded of once it has more time.
    for lives in [Some(1), None] {
        let case = Case::mailed(&[DANA], lives, (0, 2)).await;
        assert!(case.reminded_after(DAY).await.is_empty());
        let extended = invitation::extend(
            &case.ls,
            &case.world.caller,
            case.view.invitation.id,
            Extension::For(5 * DAY),
        );
        assert_eq!(extended.await.is_ok(), lives.is_some());
        let expected: &[&str] = if lives.is_some() { &[DANA] } else { &[] };
        assert_eq!(case.reminded_after(3 * DAY).await, expected);
    }
}

#[tokio::test]
async fn a_reminder_that_waited_for_the_mail_server_is_dropped_once_something_was_done() {
    let case = Case::mailed(&[DANA], Some(14), (3, 0)).await;
    let (token, proof) = case.link_of(DANA);
    case.world.clock.advance(3 * DAY);
    for entry in case.looks().await {
        outbox::perform(&case.ls, &entry).await.unwrap();
    }
    open(&case.ls, &token, &proof).await;
    let [(entry, None)] = <[_; 1]>::try_from(due(&case.ls).await).unwrap() else { panic!("it is sent") };
    mail::unwanted(&case.ls, &entry).await.unwrap();
    assert_eq!(case.mails().await.last().unwrap().status(), MailStatus::Failed);
}

#[tokio::test]
async fn t133_t155_a_reminder_is_promised_whole_or_not_at_all() {
    let case = Case::mailed(&[DANA], Some(14), (3, 2)).await;
    case.world.clock.advance(3 * DAY);
    let looks = case.looks().await;
    let [look] = looks.as_slice() else { panic!("{looks:?}") };
    let made = fails_whole(&case.world, async || {
        matches!(outbox::perform(&case.ls, look).await, Ok(Performed::Done))
    })
    .await;
    let expected = ["Complete", "CreateInvitationMail", "Enqueue", "AppendEvent", "Enqueue"];
    assert_eq!(made, expected);
    assert_eq!(outbox::perform(&case.ls, look).await.unwrap(), Performed::LeaseLost, "by a late worker");
    assert_eq!(case.reasons().await, [Reminder::Untouched]);
}
