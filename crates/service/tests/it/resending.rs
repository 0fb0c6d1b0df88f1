//! Mailing an invitation again, with the same link and with another.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow_session::Gate;
use latchstring_domain::invitation::{ExtendError, InvitationStatus, NotUsable};
use latchstring_service::flow_session::{self, FlowError, OpenError, Presented, SubmitError};
use latchstring_service::invitation::{
    self, CannotMail, InvitationTerms, InvitationView, Resend, ResendError, Resent,
};
use latchstring_service::{Latchstring, mail, outbox};
use latchstring_storage::{FlowSessions as _, Invitations as _};
use secrecy::ExposeSecret as _;

use crate::atomicity::fails_whole;
use crate::harness::{World, origin};
use crate::log::{Hand, told};
use crate::mailed_links::{BOSS, DANA, address, due, gate, mailed, make, open, secrets, sent, terms};

const COOL_DOWN: Duration = Duration::from_secs(5 * 60);

async fn resend(
    world: &World,
    ls: &Latchstring,
    of: &InvitationView,
    wish: &Resend,
) -> Result<Resent, ResendError> {
    invitation::resend(ls, &world.caller, of.invitation.id, wish).await
}

fn rotate() -> Resend {
    Resend { rotate: true, ..Resend::default() }
}

fn to(addresses: &[&str]) -> Resend {
    Resend { to: Some(addresses.iter().map(|text| address(text)).collect()), ..Resend::default() }
}

fn exposed(view: &InvitationView) -> String {
    view.token.as_ref().unwrap().expose_secret().to_owned()
}

#[tokio::test]
async fn t013_the_same_link_is_mailed_again_and_the_log_says_by_whom() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let (token, proof) = secrets(&sent(&ls).await);
    for _ in 0..2 {
        world.clock.advance(COOL_DOWN);
        world.store.take_committed();
        let resent = resend(&world, &ls, &view, &Resend::default()).await.unwrap();
        assert_eq!((resent.mailed, resent.skipped), (vec![address(DANA)], vec![]));
        let id = Subject::Invitation(view.invitation.id);
        let expected = [(id, EventKind::Resent), (id, EventKind::EmailQueued)];
        assert_eq!(told(&world, &Hand::operator()), expected);
        let (again, other_proof) = secrets(&sent(&ls).await);
        assert_eq!((&again, exposed(&resent.view)), (&token, token.clone()));
        assert_ne!(other_proof, proof);
    }
    for proof in [proof] {
        assert_eq!(gate(&world, &open(&ls, &token, &proof).await).await, Gate::Passed(address(DANA)));
    }
}

#[tokio::test]
async fn t079_an_address_is_passed_over_for_five_minutes_and_after_ten_mails_a_day() {
    let (world, ls, view) = mailed(&[DANA, BOSS]).await;
    let mails = due(&ls).await;
    mail::sent(&ls, &mails[0].0).await.unwrap();
    mail::failed_for_good(&ls, &mails[1].0, "no-such-mailbox").await.unwrap();
    let made = world.now();
    let retry_at = made.checked_add(COOL_DOWN).unwrap();
    let resent = resend(&world, &ls, &view, &Resend::default()).await.unwrap();
    assert_eq!(resent.mailed, [address(BOSS)], "what was not sent is no reason to wait");
    assert_eq!((&resent.skipped[0].to, resent.skipped[0].retry_at), (&address(DANA), retry_at));
    let story = world.story(view.invitation.id).await;
    let too_soon = resend(&world, &ls, &view, &Resend::default()).await;
    assert!(matches!(too_soon, Err(ResendError::TooSoon { retry_at: at }) if at == retry_at), "{too_soon:?}");
    assert_eq!(world.story(view.invitation.id).await, story, "nothing was done");

    let other = make(&world, &ls, terms(&[DANA])).await.unwrap();
    for round in 0..10 {
        world.clock.advance(COOL_DOWN);
        let of = if round % 2 == 0 { &view } else { &other };
        resend(&world, &ls, of, &to(&[DANA])).await.unwrap();
    }
    world.clock.advance(COOL_DOWN);
    for of in [&view, &other] {
        let too_often = resend(&world, &ls, of, &to(&[DANA])).await;
        assert!(matches!(too_often, Err(ResendError::TooSoon { .. })), "{too_often:?}");
    }
    world.clock.advance(Duration::from_secs(24 * 60 * 60));
    resend(&world, &ls, &view, &to(&[DANA])).await.unwrap();
}

#[tokio::test]
async fn it_goes_to_those_that_are_named_if_the_list_admits_them() {
    let (world, ls, view) = mailed(&[DANA, "*@example.net"]).await;
    sent(&ls).await;
    world.clock.advance(COOL_DOWN);
    let wish = to(&["dana@example.org", "ann@example.net", "ANN@example.net"]);
    let resent = resend(&world, &ls, &view, &wish).await.unwrap();
    let mailed: Vec<_> = resent.mailed.iter().map(ToString::to_string).collect();
    assert_eq!(mailed, [DANA, "ann@example.net"], "as the list spells it, and once");
    assert_eq!(due(&ls).await.len(), 2);
    let before = world.snapshot().await;
    let refused = resend(&world, &ls, &view, &to(&["bob@example.net", "mallory@example.com"])).await;
    let Err(ResendError::NotAllowed(strangers)) = refused else { panic!("{refused:?}") };
    assert_eq!(strangers, [address("mallory@example.com")]);
    for (ls, wish, why) in
        [(&ls, to(&[]), CannotMail::NoAddress), (&world.ls, to(&[DANA]), CannotMail::NoMail)]
    {
        let refused = resend(&world, ls, &view, &wish).await;
        assert!(matches!(&refused, Err(ResendError::Mail(found)) if *found == why), "{refused:?}");
    }
    assert_eq!(world.snapshot().await, before);
    let open_to_all = make(&world, &ls, InvitationTerms::default()).await.unwrap();
    let refused = resend(&world, &ls, &open_to_all, &to(&[DANA])).await;
    assert!(matches!(refused, Err(ResendError::NotAllowed(_))), "{refused:?}");
}

#[tokio::test]
async fn t013_t046_another_link_kills_the_one_before_and_all_that_came_by_it() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let (token, proof) = secrets(&sent(&ls).await);
    let walking = open(&ls, &token, &proof).await;
    world.walk_on(&walking, "sandbox-username").await;
    let asking = open(&ls, &token, "").await;
    flow_session::ask_code(&ls, &asking, &address(DANA), "en", &origin(6)).await.unwrap();
    world.clock.advance(COOL_DOWN);
    let resent = resend(&world, &ls, &view, &rotate()).await.unwrap();
    let at = world.now();
    assert_ne!(exposed(&resent.view), token, "rotation must change it");
    assert_eq!(resent.view.invitation.token.generation, 1);

    let dead = NotUsable::Revoked { at };
    for presented in [Presented::Invitation(&token), Presented::Mailed { token: &token, proof: &proof }] {
        let landing = flow_session::landing(&ls, presented).await.unwrap();
        assert_eq!((landing.usable(world.now()), landing.proved), (Err(dead), None));
        let opened = flow_session::open(&ls, presented, &origin(7)).await;
        assert!(matches!(opened, Err(OpenError::NotUsable(why)) if why == dead), "{opened:?}");
    }
    let submitted = flow_session::submit(&ls, &walking, &origin(8)).await;
    assert!(
        matches!(submitted, Err(SubmitError::Flow(FlowError::Link(why))) if why == dead),
        "{submitted:?}"
    );
    let again = flow_session::open_again(&ls, &walking, &origin(8)).await;
    assert!(matches!(again, Err(OpenError::NotUsable(why)) if why == dead), "{again:?}");
    let entries = outbox::claim_mail(&ls, Duration::from_secs(60), 100).await.unwrap();
    let mut mails = Vec::new();
    for entry in entries.iter().filter(|entry| mail::is_mail(&entry.entry.task)) {
        mails.extend(mail::due(&ls, entry).await.unwrap());
    }
    let [mail::DueMail::Invitation(mail)] = mails.as_slice() else {
        panic!("a code is not mailed: {mails:?}")
    };
    let (new_token, new_proof) = secrets(mail);
    assert_eq!(new_token, exposed(&resent.view));
    let closed = open(&ls, &new_token, &proof).await;
    assert_eq!(gate(&world, &closed).await, Gate::Closed, "the old proof died with its link");
    let pass = open(&ls, &new_token, &new_proof).await;
    world.walk_on(&pass, "sandbox-username").await;
    world.submit(&pass).await.unwrap();
}

#[tokio::test]
async fn a_link_is_replaced_although_nobody_can_be_mailed() {
    let (world, ls, view) = mailed(&[DANA]).await;
    let first = exposed(&view);
    let resent = resend(&world, &ls, &view, &rotate()).await.unwrap();
    assert_eq!((resent.mailed.len(), resent.skipped.len()), (0, 1), "Dana was mailed a moment ago");
    let second = exposed(&resent.view);
    let nobody = Resend { to: Some(Vec::new()), ..rotate() };
    let third = exposed(&resend(&world, &world.ls, &view, &nobody).await.unwrap().view);
    let story = world.story(view.invitation.id).await;
    assert_eq!(story[2..], [EventKind::LinkRotated, EventKind::LinkRotated]);
    for dead in [&first, &second] {
        let opened = flow_session::open(&ls, Presented::Invitation(dead), &origin(7)).await;
        assert!(matches!(opened, Err(OpenError::NotUsable(NotUsable::Revoked { .. }))), "{opened:?}");
    }
    flow_session::open(&ls, Presented::Invitation(&third), &origin(7)).await.unwrap();
    // The mail that waited brings the link as it is when it is sent.
    assert_eq!(secrets(&sent(&ls).await).0, third);
    let open_to_all = world.invite(None, None).await;
    let rotated = resend(&world, &world.ls, &open_to_all, &rotate()).await.unwrap();
    assert_ne!(exposed(&rotated.view), exposed(&open_to_all));
}

#[tokio::test]
async fn t054_what_has_expired_is_mailed_again_only_with_more_time() {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let short =
        InvitationTerms { lifetime: crate::harness::terms(None, Some(60)).lifetime, ..terms(&[DANA]) };
    let view = make(&world, &ls, short).await.unwrap();
    world.clock.advance(COOL_DOWN);
    for wish in [Resend::default(), rotate()] {
        let refused = resend(&world, &ls, &view, &wish).await;
        assert!(matches!(refused, Err(ResendError::NotUsable(NotUsable::Expired { .. }))), "{refused:?}");
    }
    let more = Resend { extend: Some(COOL_DOWN), ..rotate() };
    let made = fails_whole(&world, async || resend(&world, &ls, &view, &more).await.is_ok()).await;
    let expected = [
        "UpdateInvitation",
        "AppendEvent",
        "Enqueue",
        "UpdateInvitation",
        "RetireLink",
        "AppendEvent",
        "AppendEvent",
        "Tally",
        "CreateInvitationMail",
        "Enqueue",
        "AppendEvent",
        "Announce",
        "Announce",
    ];
    assert_eq!(made, expected);
    let view = invitation::get(&ls, &world.caller, view.invitation.id).await.unwrap().view;
    assert_eq!(view.status, InvitationStatus::Active);
    assert_eq!(view.invitation.expires_at, world.now().checked_add(COOL_DOWN));
}

#[tokio::test]
async fn t060_nothing_is_mailed_again_that_is_at_its_end() {
    let (world, ls, view) = mailed(&[DANA]).await;
    sent(&ls).await;
    invitation::revoke(&ls, &world.caller, view.invitation.id).await.unwrap();
    world.clock.advance(COOL_DOWN);
    let before = world.snapshot().await;
    for wish in [Resend::default(), rotate(), to(&[DANA])] {
        let refused = resend(&world, &ls, &view, &wish).await;
        assert!(matches!(refused, Err(ResendError::NotUsable(NotUsable::Revoked { .. }))), "{refused:?}");
    }
    let more = Resend { extend: Some(COOL_DOWN), ..Resend::default() };
    let refused = resend(&world, &ls, &view, &more).await;
    assert!(matches!(refused, Err(ResendError::Extend(ExtendError::Revoked { .. }))), "{refused:?}");
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn t051_nothing_is_submitted_through_a_link_once_it_was_replaced() {
    for round in 0..30 {
        let world = Arc::new(World::new().await);
        let view = world.invite(Some(1), None).await;
        let pass = world.ready(&view).await;
        let rival = async {
            let rotated = resend(&world, &world.ls, &view, &rotate()).await;
            (rotated.is_ok(), world.story(view.invitation.id).await)
        };
        let (submission, (rotated, _)) = world.submit_against(round, pass, rival).await;
        let story = world.story(view.invitation.id).await;
        let place = |kind| story.iter().position(|found| *found == kind);
        match submission {
            Ok(_) => assert!(place(EventKind::LinkRotated).is_none(), "used up, so not replaced: {story:?}"),
            Err(_) => assert!(rotated && place(EventKind::Submitted).is_none(), "{story:?}"),
        }
        assert_ne!(submission.is_ok(), rotated);
    }
}

#[tokio::test]
async fn another_link_is_made_under_the_key_of_now_and_brings_back_one_whose_key_was_disabled() {
    let world = World::new().await;
    let view = world.invite(None, None).await;
    let old = world.keyring.primary_id();
    let ls = world.restarted_with(world.rotated().disable(old).unwrap());
    let token = exposed(&view);
    assert!(flow_session::landing(&ls, Presented::Invitation(&token)).await.is_err());
    let resent = resend(&world, &ls, &view, &rotate()).await.unwrap();
    let fresh = exposed(&resent.view);
    let pass = flow_session::open(&ls, Presented::Invitation(&fresh), &origin(7)).await.unwrap().pass;
    assert!(world.store.flow_session(pass.session_id()).await.unwrap().is_some());
    // What stood under a key that was disabled tells nothing, although it was replaced.
    assert!(flow_session::landing(&ls, Presented::Invitation(&token)).await.is_err());
    let stored = world.store.invitation(view.invitation.id).await.unwrap().unwrap();
    assert_ne!(stored.token.key_id, view.invitation.token.key_id);
}
