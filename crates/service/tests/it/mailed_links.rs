//! Links that are mailed: who gets one, what it proves, and how it is passed on.

use std::time::Duration;

use latchstring_domain::branding::{FileKind, LinkBrand, Look, PictureUrl};
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::event::{DataValue, EventKind, Subject};
use latchstring_domain::flow_session::{Gate, Step, StepError};
use latchstring_domain::invitation::{Invitation, MailReason, MailStatus};
use latchstring_domain::text::{BrandFooter, BrandName};
use latchstring_service::branding::{self, Slot};
use latchstring_service::flow_session::{self, FlowError, FlowPass, HandOffError, Presented};
use latchstring_service::invitation::{CannotMail, CreateContributorError, InvitationTerms, InvitationView};
use latchstring_service::mail::{self, Comeback, DueMail, InvitationMailing};
use latchstring_service::outbox::{ClaimedEntry, Performed};
use latchstring_service::{Latchstring, invitation, outbox};
use latchstring_storage::{Change, FlowSessions as _, Invitations as _};
use secrecy::ExposeSecret as _;

use crate::atomicity::fails_whole;
use crate::harness::{PASSWORD, USERNAME, World, origin};

pub(crate) const DANA: &str = "Dana@Example.org";
pub(crate) const BOSS: &str = "boss@example.org";
const LEASE: Duration = Duration::from_secs(60);

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn list(rules: &[&str]) -> AllowList {
    AllowList::new(rules.iter().map(|rule| AddressRule::parse(rule).unwrap())).unwrap()
}

pub(crate) fn terms(rules: &[&str]) -> InvitationTerms {
    InvitationTerms { allowed: list(rules), send_email: true, ..InvitationTerms::default() }
}

pub(crate) async fn make(
    world: &World,
    ls: &Latchstring,
    terms: InvitationTerms,
) -> Result<InvitationView, CreateContributorError> {
    invitation::create_contributor(ls, &world.caller, world.wish(terms)).await
}

/// A world that sends mail, and an invitation in it that is mailed to these.
pub(crate) async fn mailed(rules: &[&str]) -> (World, Latchstring, InvitationView) {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let view = make(&world, &ls, terms(rules)).await.unwrap();
    (world, ls, view)
}

/// The mails of invitations that are to be sent now, each with its entry.
pub(crate) async fn due(ls: &Latchstring) -> Vec<(ClaimedEntry, Option<InvitationMailing>)> {
    let mut mails = Vec::new();
    for entry in outbox::claim_mail(ls, LEASE, 100).await.unwrap() {
        if !mail::is_mail(&entry.entry.task) {
            continue;
        }
        match mail::due(ls, &entry).await.unwrap() {
            Some(DueMail::Invitation(mail)) => mails.push((entry, Some(*mail))),
            None => mails.push((entry, None)),
            other => panic!("another mail: {other:?}"),
        }
    }
    mails
}

/// The one mail that is to be sent now, sent.
pub(crate) async fn sent(ls: &Latchstring) -> InvitationMailing {
    let [(entry, Some(mail))] = <[_; 1]>::try_from(due(ls).await).unwrap() else { panic!("no mail") };
    assert_eq!(mail::sent(ls, &entry).await.unwrap(), Performed::Done);
    mail
}

/// The two secrets at the end of a mailed URL.
pub(crate) fn secrets(mail: &InvitationMailing) -> (String, String) {
    let url = mail.url.expose_secret();
    let (head, proof) = url.rsplit_once('/').unwrap();
    let (head, token) = head.rsplit_once('/').unwrap();
    assert!(head.ends_with("/p/i"), "{head}");
    (token.to_owned(), proof.to_owned())
}

pub(crate) async fn open(ls: &Latchstring, token: &str, proof: &str) -> FlowPass {
    flow_session::open(ls, Presented::Mailed { token, proof }, &origin(3)).await.unwrap().pass
}

pub(crate) async fn gate(world: &World, pass: &FlowPass) -> Gate {
    world.store.flow_session(pass.session_id()).await.unwrap().unwrap().gate
}

async fn statuses(world: &World, of: &InvitationView) -> Vec<(String, MailStatus)> {
    let view = invitation::get(&world.ls, &world.caller, of.invitation.id).await.unwrap().view;
    view.mails.iter().map(|mail| (mail.to.as_str().to_owned(), mail.status())).collect()
}

#[tokio::test]
async fn a_mail_looks_as_its_workspace_does_when_it_is_sent() {
    let (world, ls, _) = mailed(&[DANA]).await;
    let look = Look { name: Some(BrandName::parse("Desk").unwrap()), ..Look::default() };
    branding::replace_look(&ls, &world.caller, look).await.unwrap();
    let picture = include_bytes!("../../../http-api/tests/data/dot.png");
    branding::upload(&ls, &world.caller, Slot::Logo, picture).await.unwrap();
    let brand = sent(&ls).await.brand;
    let logo = brand.logo.unwrap();
    assert_eq!((brand.name.as_deref(), logo.width, logo.height), (Some("Desk"), 3, 2));
    assert!(logo.file.bytes.starts_with(b"\x89PNG"));
}

/// A link that looks otherwise is mailed so, with its own logo after the workspace's is gone.
#[tokio::test]
async fn a_mail_looks_as_its_link_does_where_that_chose() {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let look = Look {
        name: Some(BrandName::parse("Desk").unwrap()),
        footer: Some(BrandFooter::parse("Desk Ltd").unwrap()),
        ..Look::default()
    };
    branding::replace_look(&ls, &world.caller, look).await.unwrap();
    let picture = include_bytes!("../../../http-api/tests/data/dot.png");
    let uploaded = branding::upload(&ls, &world.caller, Slot::Logo, picture).await.unwrap();
    let url = uploaded.file_url(&uploaded.branding.logo.unwrap().file, FileKind::Png);
    let mut terms = InvitationTerms { logo_url: Some(PictureUrl::parse(&url).unwrap()), ..terms(&[DANA]) };
    let name = Some(BrandName::parse("Contoso").unwrap());
    terms.presentation.brand = Some(Box::new(LinkBrand { name, ..LinkBrand::default() }));
    invitation::create_contributor(&ls, &world.caller, world.wish(terms)).await.unwrap();
    branding::remove(&ls, &world.caller, Slot::Logo).await.unwrap();
    let brand = sent(&ls).await.brand;
    assert_eq!((brand.name.as_deref(), brand.footer.as_deref()), (Some("Contoso"), Some("Desk Ltd")));
    assert!(brand.logo.unwrap().file.bytes.starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn an_invitation_is_mailed_to_each_address_of_its_list_and_to_no_domain() {
    let (world, ls, view) = mailed(&[DANA, "*@example.net", BOSS, "*@*.example.com"]).await;
    let queued = |mail: &latchstring_domain::invitation::InvitationMail| {
        (mail.to.as_str().to_owned(), mail.reason.clone(), mail.status())
    };
    let expected = [DANA, BOSS].map(|to| (to.to_owned(), MailReason::Invited, MailStatus::Queued));
    assert_eq!(view.mails.iter().map(queued).collect::<Vec<_>>(), expected);
    let story = world.story(view.invitation.id).await;
    assert_eq!(story, [EventKind::Created, EventKind::EmailQueued, EventKind::EmailQueued]);

    for (entry, mail) in due(&ls).await {
        let mail = mail.unwrap();
        assert_eq!((mail.company, mail.repairs), (world.company.name.clone(), false));
        mail::sent(&ls, &entry).await.unwrap();
        assert_eq!(mail::sent(&ls, &entry).await.unwrap(), Performed::LeaseLost, "once");
    }
    let sent = [DANA, BOSS].map(|to| (to.to_owned(), MailStatus::Sent));
    assert_eq!(statuses(&world, &view).await, sent);
    assert_eq!(world.story(view.invitation.id).await[3..], [EventKind::EmailSent, EventKind::EmailSent]);
    assert!(due(&ls).await.is_empty());
}

#[tokio::test]
async fn nothing_is_made_that_cannot_be_mailed() {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let before = world.snapshot().await;
    for rules in [&[][..], &["*@example.net"]] {
        let refused = make(&world, &ls, terms(rules)).await;
        assert!(matches!(refused, Err(CreateContributorError::Mail(CannotMail::NoAddress))), "{refused:?}");
    }
    let refused = make(&world, &world.ls, terms(&[DANA])).await;
    assert!(matches!(refused, Err(CreateContributorError::Mail(CannotMail::NoMail))), "{refused:?}");
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn t077_a_mailed_link_proves_the_address_it_went_to() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let mail = sent(&ls).await;
    let (token, proof) = secrets(&mail);
    let presented = Presented::Mailed { token: &token, proof: &proof };
    let landing = flow_session::landing(&ls, presented).await.unwrap();
    assert_eq!(landing.proved.unwrap().as_str(), DANA);
    let story = world.story(view.invitation.id).await;
    assert!(!story.contains(&EventKind::EmailVerified), "looking verifies nobody (P1)");

    let pass = open(&ls, &token, &proof).await;
    assert_eq!(gate(&world, &pass).await, Gate::Passed(address(DANA)));
    let events = world.events(Subject::Invitation(view.invitation.id)).await;
    let verified = events.iter().find(|event| event.body.kind == EventKind::EmailVerified).unwrap();
    assert_eq!(verified.body.data.values()["by"], DataValue::Text("mailed-link".to_owned()));
    assert_eq!(verified.body.actor.email, Some(address(DANA)));
    world.walk_on(&pass, USERNAME).await;
    world.submit(&pass).await.unwrap();
    assert_eq!(world.connections().await[0].owner_email, Some(address(DANA)));
}

#[tokio::test]
async fn t069_a_proof_is_worth_nothing_anywhere_else() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let (token, proof) = secrets(&sent(&ls).await);
    let other = make(&world, &ls, terms(&[DANA])).await.unwrap();
    let (other_token, other_proof) = secrets(&sent(&ls).await);
    let mut flipped = proof.clone().into_bytes();
    flipped[80] = if flipped[80] == b'A' { b'B' } else { b'A' };
    let flipped = String::from_utf8(flipped).unwrap();
    for (token, proof) in [
        (&token, other_proof.as_str()),
        (&other_token, proof.as_str()),
        (&token, flipped.as_str()),
        (&token, token.as_str()),
        (&token, ""),
    ] {
        let pass = open(&ls, token, proof).await;
        assert_eq!(gate(&world, &pass).await, Gate::Closed, "{proof}");
        let presented = Presented::Mailed { token, proof };
        assert_eq!(flow_session::landing(&ls, presented).await.unwrap().proved, None);
    }
    assert_ne!(view.invitation.id, other.invitation.id);

    // Nor once its address is off the list.
    let row = world.store.invitation(view.invitation.id).await.unwrap().unwrap();
    let row = Invitation { allowed: list(&[BOSS]), version: row.version.next(), ..row };
    world.write(Change::UpdateInvitation(row)).await;
    assert_eq!(gate(&world, &open(&ls, &token, &proof).await).await, Gate::Closed);
}

#[tokio::test]
async fn t083_a_mail_that_is_tried_again_proves_the_same_address() {
    let (world, ls, _) = mailed(&[DANA]).await;
    let (first, Some(mail)) = due(&ls).await.remove(0) else { panic!("no mail") };
    world.clock.advance(LEASE);
    let (second, Some(again)) = due(&ls).await.remove(0) else { panic!("no mail") };
    assert_eq!(first.entry.id, second.entry.id, "so it is the same message");
    for mail in [&mail, &again] {
        let (token, proof) = secrets(mail);
        assert_eq!(gate(&world, &open(&ls, &token, &proof).await).await, Gate::Passed(address(DANA)));
    }
}

#[tokio::test]
async fn a_mail_whose_link_has_ended_is_not_sent_and_one_that_fails_is_told() {
    let (world, ls, view) = mailed(&[DANA]).await;
    invitation::revoke(&ls, &world.caller, view.invitation.id).await.unwrap();
    let (entry, mail) = due(&ls).await.remove(0);
    assert!(mail.is_none(), "{mail:?}");
    assert_eq!(mail::unwanted(&ls, &entry).await.unwrap(), Performed::Done);
    assert_eq!(statuses(&world, &view).await, [(DANA.to_owned(), MailStatus::Failed)]);

    let view = make(&world, &ls, terms(&[BOSS])).await.unwrap();
    let (entry, _) = due(&ls).await.remove(0);
    mail::failed_for_good(&ls, &entry, "no-such-mailbox").await.unwrap();
    assert_eq!(statuses(&world, &view).await, [(BOSS.to_owned(), MailStatus::Failed)]);
    let events = world.events(Subject::Invitation(view.invitation.id)).await;
    let last = &events.last().unwrap().body;
    assert_eq!(last.kind, EventKind::EmailFailed);
    assert_eq!(last.data.values()["reason"], DataValue::Text("no-such-mailbox".to_owned()));
    assert_eq!(last.data.values()["address"], DataValue::Text("b•••@example.org".to_owned()));
}

#[tokio::test]
async fn t006_no_row_entry_or_event_holds_a_link_or_its_proof() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let mail = sent(&ls).await;
    let (token, proof) = secrets(&mail);
    open(&ls, &token, &proof).await;
    let committed = format!("{:?}", world.store.take_committed());
    let events = format!("{:?}", world.events(Subject::Invitation(view.invitation.id)).await);
    for text in [committed, events, format!("{mail:?}")] {
        assert!(!text.contains(&token) && !text.contains(&proof));
    }
}

#[tokio::test]
async fn who_has_proved_an_address_need_not_do_it_again_for_the_next_account() {
    let (world, ls, _) = mailed(&[DANA]).await;
    let (token, proof) = secrets(&sent(&ls).await);
    let pass = open(&ls, &token, &proof).await;
    let again = flow_session::open_again(&ls, &pass, &origin(4)).await.unwrap().pass;
    assert_eq!(gate(&world, &again).await, Gate::Passed(address(DANA)));
    world.clock.advance(Duration::from_secs(60 * 60));
    let later = flow_session::open_again(&ls, &again, &origin(4)).await.unwrap().pass;
    assert_eq!(gate(&world, &later).await, Gate::Closed, "it may be somebody else by now");
}

async fn hand_off(ls: &Latchstring, pass: &FlowPass, to: &str) -> Result<(), HandOffError> {
    flow_session::hand_off(ls, pass, &address(to), &origin(5)).await
}

/// Somebody at their provider's step, with the proof of Dana's address.
async fn dana(rules: &[&str]) -> (World, Latchstring, InvitationView, FlowPass) {
    let (world, ls, view) = mailed(rules).await;
    let mails = due(&ls).await;
    let (token, proof) = secrets(mails[0].1.as_ref().unwrap());
    for (entry, _) in &mails {
        mail::sent(&ls, entry).await.unwrap();
    }
    let pass = open(&ls, &token, &proof).await;
    (world, ls, view, pass)
}

#[tokio::test]
async fn a_recipient_passes_the_link_on_within_the_list() {
    let (world, ls, view, pass) = dana(&[DANA, "*@example.net"]).await;
    hand_off(&ls, &pass, "BOSS@example.net").await.unwrap();
    let mail = sent(&ls).await;
    assert_eq!((mail.to.as_str(), mail.handed_off_by.clone()), ("BOSS@example.net", Some(address(DANA))));
    let events = world.events(Subject::Invitation(view.invitation.id)).await;
    let told = events.iter().find(|event| event.body.kind == EventKind::HandedOff).unwrap();
    assert_eq!(told.body.actor.email, Some(address(DANA)));
    assert_eq!(told.body.data.values()["address"], DataValue::Text("B•••@example.net".to_owned()));

    let (token, proof) = secrets(&mail);
    let theirs = open(&ls, &token, &proof).await;
    assert_eq!(gate(&world, &theirs).await, Gate::Passed(address("boss@example.net")));
    // Dana's own session is as it was.
    world.walk_on(&pass, USERNAME).await;
}

#[tokio::test]
async fn t071_passing_on_to_an_address_that_is_not_listed_looks_the_same_and_mails_nothing() {
    let (world, ls, view, pass) = dana(&[DANA]).await;
    hand_off(&ls, &pass, "mallory@example.net").await.unwrap();
    assert!(due(&ls).await.is_empty());
    let events = world.events(Subject::Invitation(view.invitation.id)).await;
    let last = &events.last().unwrap().body;
    assert_eq!(last.kind, EventKind::HandedOff);
    assert_eq!(last.data.values()["reason"], DataValue::Text("address-not-listed".to_owned()));
}

#[tokio::test]
async fn a_link_is_passed_on_by_those_with_a_proof_before_they_sign_in_and_to_others() {
    let (world, ls, view, pass) = dana(&[DANA, BOSS]).await;
    let unproved = world.open(&view).await;
    let wrong = |result, at| match result {
        Err(HandOffError::Flow(FlowError::Step(StepError::WrongStep { at: found }))) => found == at,
        _ => false,
    };
    assert!(wrong(hand_off(&ls, &unproved, BOSS).await, Step::Address));
    assert!(matches!(hand_off(&ls, &pass, "dana@EXAMPLE.org").await, Err(HandOffError::Yourself)));
    assert!(matches!(hand_off(&world.ls, &pass, BOSS).await, Err(HandOffError::NoMail)));
    world.choose_sandbox(&pass).await;
    hand_off(&ls, &pass, BOSS).await.unwrap();
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    assert!(wrong(hand_off(&ls, &pass, BOSS).await, Step::Sites));
}

#[tokio::test]
async fn t079_a_link_is_passed_on_only_so_often() {
    let (world, ls, _, pass) = dana(&[DANA, "*@example.net"]).await;
    for _ in 0..2 {
        hand_off(&ls, &pass, BOSS).await.unwrap();
    }
    assert!(matches!(hand_off(&ls, &pass, BOSS).await, Err(HandOffError::TooMany)), "listed or not");
    for n in 2..10 {
        hand_off(&ls, &pass, &format!("a{n}@example.net")).await.unwrap();
    }
    let one_more = hand_off(&ls, &pass, "one-more@example.net").await;
    assert!(matches!(one_more, Err(HandOffError::TooMany)), "{one_more:?}");
    world.clock.advance(Duration::from_secs(24 * 60 * 60));
    let (token, proof) = secrets(due(&ls).await[0].1.as_ref().unwrap());
    hand_off(&ls, &open(&ls, &token, &proof).await, BOSS).await.unwrap();
}

#[tokio::test]
async fn t133_t155_mailing_and_passing_on_are_whole_or_nothing() {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let made = fails_whole(&world, async || make(&world, &ls, terms(&[DANA])).await.is_ok()).await;
    let whole =
        ["CreateInvitation", "AppendEvent", "CreateInvitationMail", "Enqueue", "AppendEvent", "Announce"];
    assert_eq!(made, whole);

    let (world, ls, _, pass) = dana(&[DANA, BOSS]).await;
    let passed = fails_whole(&world, async || hand_off(&ls, &pass, BOSS).await.is_ok()).await;
    assert_eq!(passed, ["Tally", "Tally", "CreateInvitationMail", "Enqueue", "AppendEvent"]);

    let (world, ls, _) = mailed(&[DANA]).await;
    let (entry, _) = due(&ls).await.remove(0);
    let ended = fails_whole(&world, async || mail::sent(&ls, &entry).await.is_ok()).await;
    assert_eq!(ended, ["Complete", "SettleInvitationMail", "AppendEvent"]);
}

#[tokio::test]
async fn a_mail_that_went_and_came_back_is_known_by_its_message_id() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let mail = sent(&ls).await;
    let message_id = format!("<{}@acme.example>", mail.id.as_uuid().simple());
    let back = async || mail::came_back(&ls, &message_id, Comeback::Bounced).await.is_ok();
    let whole = ["ReturnInvitationMail", "AppendEvent", "Suppress", "AppendEvent", "Announce"];
    assert_eq!(fails_whole(&world, back).await, whole);
    mail::came_back(&ls, &message_id, Comeback::Complained).await.unwrap();
    let found = invitation::get(&ls, &world.caller, view.invitation.id).await.unwrap();
    let kinds: Vec<_> = found.events.iter().map(|event| event.body.kind).collect();
    assert_eq!(
        kinds,
        [EventKind::Created, EventKind::EmailQueued, EventKind::EmailSent, EventKind::EmailFailed]
    );
    let told = found.events.last().unwrap().body.data.values();
    assert_eq!(told["reason"], DataValue::Text("bounced".to_owned()));
    assert_eq!(told["mailId"], DataValue::Text(mail.id.to_string()));
}
