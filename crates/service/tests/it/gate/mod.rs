//! Proving an address: asking for a code, trying it, and what nobody can find out on the way.

mod mailing;

use std::time::Duration;

use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::event::{DataValue, EventKind};
use latchstring_domain::flow_session::{FlowState, Gate, Step, StepError};
use latchstring_domain::outbox::Task;
use latchstring_service::flow_session::{
    self, AskCodeError, ChooseProviderError, FlowError, FlowPass, ProviderWish, TriedCode, TryCodeError,
};
use latchstring_service::invitation::{InvitationTerms, InvitationView};
use latchstring_service::mail::{self, DueMail};
use latchstring_service::outbox::ClaimedEntry;
use latchstring_service::{Latchstring, invitation, outbox};
use latchstring_storage::{Change, FlowSessions as _};
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};

const LISTED: &str = "mike@example.org";
const STRANGER: &str = "mallory@example.net";
const LEASE: Duration = Duration::from_secs(60);

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// A world that sends mail, and a gated invitation in it.
async fn gated(rules: &[&str]) -> (World, Latchstring, InvitationView) {
    let world = World::new().await;
    let ls = world.ls.clone().with_mail();
    let allowed = AllowList::new(rules.iter().map(|rule| AddressRule::parse(rule).unwrap())).unwrap();
    let terms = InvitationTerms { allowed, ..InvitationTerms::default() };
    let invitation = invitation::create_contributor(&ls, &world.caller, world.wish(terms)).await.unwrap();
    (world, ls, invitation)
}

async fn ask(ls: &Latchstring, pass: &FlowPass, who: &str) -> Result<(), AskCodeError> {
    flow_session::ask_code(ls, pass, &address(who), "en", &origin(20)).await
}

async fn tried(ls: &Latchstring, pass: &FlowPass, code: &str) -> Result<TriedCode, TryCodeError> {
    flow_session::try_code(ls, pass, code, &origin(21)).await
}

/// The same with the right code: what opens the session from then on.
async fn proved(ls: &Latchstring, pass: &FlowPass, code: &str) -> FlowPass {
    match tried(ls, pass, code).await.unwrap() {
        TriedCode::Proved { pass } => pass,
        TriedCode::Wrong { left } => panic!("wrong, {left} left"),
    }
}

/// The mails that are due, as the dispatcher would take them: each with its entry.
async fn due(ls: &Latchstring) -> Vec<(ClaimedEntry, Option<DueMail>)> {
    let mut mails = Vec::new();
    for entry in outbox::claim_mail(ls, LEASE, 50).await.unwrap() {
        if mail::is_mail(&entry.entry.task) {
            let mail = mail::due(ls, &entry).await.unwrap();
            mails.push((entry, mail));
        }
    }
    mails
}

/// The one code that is due, and where it goes.
async fn mailed(ls: &Latchstring) -> (String, String) {
    let (entry, Some(DueMail::Code(mail))) = due(ls).await.pop().unwrap() else { panic!("no mail is due") };
    mail::sent(ls, &entry).await.unwrap();
    (mail.to.as_str().to_owned(), mail.code.expose_secret().to_owned())
}

/// Another code than this one.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn gate(world: &World, pass: &FlowPass) -> Gate {
    world.store.flow_session(pass.session_id()).await.unwrap().unwrap().gate
}

#[tokio::test]
async fn t077_the_walk_begins_with_a_proof_and_no_sooner() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    let wish = ProviderWish::Listed(world.provider.id);
    let early = flow_session::choose_provider(&ls, &pass, &wish, None, &origin(1)).await.unwrap_err();
    let at = |error| {
        matches!(
            error,
            ChooseProviderError::Flow(FlowError::Step(StepError::WrongStep { at: Step::Address }))
        )
    };
    assert!(at(early));
    ask(&ls, &pass, LISTED).await.unwrap();
    let early = flow_session::choose_provider(&ls, &pass, &wish, None, &origin(1)).await.unwrap_err();
    assert!(at(early), "asking proves nothing");

    let (to, code) = mailed(&ls).await;
    assert_eq!(to, LISTED);
    let pass = proved(&ls, &pass, &code).await;
    assert_eq!(gate(&world, &pass).await, Gate::Passed(address(LISTED)));
    world.walk_on(&pass, "sandbox-username").await;
    let submitted = world.submit(&pass).await.unwrap();
    let connections = world.connections().await;
    assert_eq!(connections[0].id, submitted.connection_id);
    assert_eq!(
        connections[0].owner_email,
        Some(address(LISTED)),
        "who proved an address owns what they made"
    );
    let story = world.story(invitation.invitation.id).await;
    let proof = [EventKind::VerificationSent, EventKind::EmailVerified];
    assert_eq!(story[2..4], proof, "{story:?}");
}

#[tokio::test]
async fn t072_mail_goes_to_the_spelling_of_the_list_and_a_domain_rule_takes_the_typed_one() {
    let (world, ls, invitation) = gated(&["Mike@Example.org", "*@acme.example"]).await;
    for (typed, to) in [("MIKE@EXAMPLE.ORG", "Mike@Example.org"), ("Dana@ACME.example", "Dana@ACME.example")]
    {
        let pass = world.open(&invitation).await;
        ask(&ls, &pass, typed).await.unwrap();
        assert_eq!(mailed(&ls).await.0, to);
    }
}

#[tokio::test]
async fn t063_a_code_lives_for_ten_minutes() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    for (after, lives) in [(Duration::from_millis(599_999), true), (Duration::from_secs(600), false)] {
        ask(&ls, &pass, LISTED).await.unwrap();
        let code = mailed(&ls).await.1;
        world.clock.advance(after);
        match tried(&ls, &pass, &wrong(&code)).await {
            Ok(outcome) => assert!(lives && matches!(outcome, TriedCode::Wrong { left: 4 })),
            Err(error) => assert!(!lives && matches!(error, TryCodeError::NoCode), "{error}"),
        }
        world.clock.advance(Duration::from_secs(600));
    }
}

#[tokio::test]
async fn t064_a_code_works_once_however_many_try_it_at_once() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    let all = futures_util::future::join_all((0..50).map(|_| tried(&ls, &pass, &code))).await;
    assert_eq!(all.iter().filter(|one| matches!(one, Ok(TriedCode::Proved { .. }))).count(), 1);
    assert!(all.iter().all(|one| !matches!(one, Ok(TriedCode::Wrong { .. }))));
    let again = tried(&ls, &pass, &code).await.unwrap_err();
    assert!(matches!(again, TryCodeError::Flow(FlowError::Unknown)), "{again}");
}

#[tokio::test]
async fn t047_proving_an_address_replaces_the_pass_and_the_one_of_before_opens_nothing() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let before = world.open(&invitation).await;
    ask(&ls, &before, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    tried(&ls, &before, &wrong(&code)).await.unwrap();
    assert!(
        flow_session::view(&ls, &before).await.is_ok(),
        "a wrong code proves nothing and replaces nothing"
    );

    let after = proved(&ls, &before, &code).await;
    assert_ne!(before.expose_token(), after.expose_token());
    assert_ne!(before.csrf().expose_secret(), after.csrf().expose_secret());
    let dead = |error| matches!(error, FlowError::Unknown);
    assert!(dead(flow_session::view(&ls, &before).await.unwrap_err()));
    assert!(dead(flow_session::inviter(&ls, &before).await.unwrap_err()));
    assert!(dead(flow_session::restart(&ls, &before).await.unwrap_err()));
    assert!(matches!(gate(&world, &after).await, Gate::Passed(_)));
    assert_eq!(flow_session::view(&ls, &after).await.unwrap().session.step(), Step::Provider);
}

#[tokio::test]
async fn t065_t066_wrong_codes_void_the_right_one_and_are_counted_over_codes_and_sessions() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let first = world.open(&invitation).await;
    ask(&ls, &first, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    for left in (0..5).rev() {
        let outcome = tried(&ls, &first, &wrong(&code)).await.unwrap();
        assert!(matches!(outcome, TriedCode::Wrong { left: counted } if counted == left));
    }
    assert!(
        matches!(tried(&ls, &first, &code).await.unwrap_err(), TryCodeError::NoCode),
        "the right one is void"
    );

    let second = world.open(&invitation).await;
    ask(&ls, &second, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    for left in (1..5).rev() {
        let outcome = tried(&ls, &second, &wrong(&code)).await.unwrap();
        assert!(matches!(outcome, TriedCode::Wrong { left: counted } if counted == left));
    }
    // Nine were wrong. One more, and not even the right one helps, in any session.
    tried(&ls, &second, &wrong(&code)).await.unwrap();
    world.clock.advance(Duration::from_secs(3600));
    let third = world.open(&invitation).await;
    ask(&ls, &third, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    assert!(matches!(tried(&ls, &third, &code).await.unwrap_err(), TryCodeError::TooMany));
    world.clock.advance(Duration::from_secs(24 * 3600));
    let later = world.open(&invitation).await;
    ask(&ls, &later, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    // A day later it helps.
    proved(&ls, &later, &code).await;
}

#[tokio::test]
async fn t065_the_right_code_ends_the_count() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    for _ in 0..4 {
        let pass = world.open(&invitation).await;
        ask(&ls, &pass, LISTED).await.unwrap();
        let code = mailed(&ls).await.1;
        for _ in 0..4 {
            tried(&ls, &pass, &wrong(&code)).await.unwrap();
        }
        proved(&ls, &pass, &code).await;
        world.clock.advance(Duration::from_secs(3600));
    }
}

#[tokio::test]
async fn t069_a_code_is_of_one_session_alone() {
    let (world, ls, invitation) = gated(&[LISTED]).await;
    let (mine, theirs) = (world.open(&invitation).await, world.open(&invitation).await);
    ask(&ls, &mine, LISTED).await.unwrap();
    let code = mailed(&ls).await.1;
    ask(&ls, &theirs, LISTED).await.unwrap();
    assert!(matches!(tried(&ls, &theirs, &code).await.unwrap(), TriedCode::Wrong { .. }));
    proved(&ls, &mine, &code).await;
}

#[tokio::test]
async fn t071_an_address_that_is_not_listed_looks_the_same_and_gets_no_mail() {
    let mut seen = Vec::new();
    for who in [LISTED, STRANGER] {
        let (world, ls, invitation) = gated(&[LISTED]).await;
        let pass = world.open(&invitation).await;
        world.store.take_committed();
        ask(&ls, &pass, who).await.unwrap();
        let soon = ask(&ls, &pass, who).await.unwrap_err().to_string();
        let wrongs = {
            let mut wrongs = Vec::new();
            for _ in 0..6 {
                wrongs.push(format!("{:?}", tried(&ls, &pass, "000000").await));
            }
            wrongs
        };
        let sets = world.store.take_committed();
        let written: Vec<Vec<&str>> =
            sets.iter().map(|set| set.changes().iter().map(Change::name).collect()).collect();
        let mails = due(&ls).await;
        assert_eq!(mails.len(), 1);
        assert!(mails.iter().all(|(_, mail)| mail.is_none()), "void, or never to be sent");
        seen.push((soon, wrongs, written));
    }
    assert_eq!(seen[0], seen[1], "the same answers, and the same writes in the same order");

    let (world, ls, invitation) = gated(&[LISTED]).await;
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, STRANGER).await.unwrap();
    let (entry, mail) = due(&ls).await.remove(0);
    assert!(mail.is_none() && entry.entry.task == Task::MailCode(pass.session_id()));
    mail::sent(&ls, &entry).await.unwrap();
    let Gate::Asked(asked) = gate(&world, &pass).await else { panic!("asked") };
    assert_eq!(asked.mail_to, None);
    let events = world.events(latchstring_domain::event::Subject::Invitation(invitation.invitation.id)).await;
    let told = &events.last().unwrap().body;
    assert_eq!(told.kind, EventKind::VerificationFailed);
    assert_eq!(told.data.values()["address"], DataValue::Text("m•••@example.net".to_owned()));
}

#[tokio::test]
async fn another_code_waits_and_each_wait_is_longer_but_not_for_another_address() {
    let (world, ls, invitation) = gated(&["*@example.org"]).await;
    let pass = world.open(&invitation).await;
    let now = world.now();
    ask(&ls, &pass, LISTED).await.unwrap();
    let wait = async |pass: &FlowPass| match ask(&ls, pass, LISTED).await.unwrap_err() {
        AskCodeError::TooSoon { at } => at,
        other => panic!("{other}"),
    };
    assert_eq!(wait(&pass).await, now.saturating_add(Duration::from_secs(60)));
    ask(&ls, &pass, "mike2@example.org").await.unwrap();
    assert!(matches!(gate(&world, &pass).await, Gate::Asked(asked) if asked.asked == 2));
    world.clock.advance(Duration::from_secs(119));
    ask(&ls, &pass, LISTED).await.unwrap();
    assert_eq!(wait(&pass).await, world.now().saturating_add(Duration::from_secs(240)));
}

#[tokio::test]
async fn t067_a_hundred_tries_in_a_day_are_all_that_a_link_takes_whatever_the_address() {
    let (world, ls, invitation) = gated(&["*@example.org"]).await;
    for n in 0..20 {
        let pass = world.open(&invitation).await;
        ask(&ls, &pass, &format!("a{n}@example.org")).await.unwrap();
        let (_, code) = mailed(&ls).await;
        for _ in 0..5 {
            assert!(matches!(tried(&ls, &pass, &wrong(&code)).await.unwrap(), TriedCode::Wrong { .. }));
        }
    }
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let (_, code) = mailed(&ls).await;
    assert!(matches!(tried(&ls, &pass, &code).await.unwrap_err(), TryCodeError::TooMany));
    world.clock.advance(Duration::from_secs(24 * 3600));
    let pass = world.open(&invitation).await;
    ask(&ls, &pass, LISTED).await.unwrap();
    let (_, code) = mailed(&ls).await;
    proved(&ls, &pass, &code).await;
}
