use latchstring_domain::flow_session::{
    ConnectionTarget, FLOW_LIFETIME, FlowLink, FlowSession, FlowState, Gate, Held, MAX_FAILED_SIGN_INS, Step,
    StepError,
};
use latchstring_domain::link::Link;
use latchstring_domain::sealed::Digest;
use latchstring_domain::{Timestamp, Version};

use super::walk::{
    Call, challenge, held, invitation, mapping, new_target, provider, session, session_id, signed_in,
    signed_in_to_map, sites, step, walk,
};
use crate::fixture::{address, at, company, company_link, connection_id, connection_link, later, now};

#[test]
fn a_session_begins_where_its_invitation_says() {
    let new = session(false, false);
    assert_eq!((new.step(), &new.gate, &new.state), (Step::Provider, &Gate::Open, &FlowState::Opened));
    assert_eq!(new.target, new_target());
    assert_eq!(new.link, FlowLink::Invitation(invitation(false, false).id));
    assert_eq!((new.opened_at, new.expires_at), (now(), later(FLOW_LIFETIME)));
    assert_eq!((new.failed_sign_ins, new.version), (0, Version::FIRST));

    let repair = session(true, false);
    assert_eq!((repair.step(), repair.provider()), (Step::SignIn, Some(provider(1))));
    assert_eq!(session(false, true).step(), Step::Address);
    assert_eq!(session(true, true).step(), Step::Address);
}

#[test]
fn a_repair_is_of_the_connection_its_invitation_names_and_of_no_other() {
    let open = |repair, target| {
        let link = Link::Invitation(invitation(repair, false));
        FlowSession::open(session_id(), &link, target, None, Digest::new([0; 32]), now()).target
    };
    for target in [ConnectionTarget::Existing(connection_id(99)), ConnectionTarget::New(connection_id(99))] {
        assert_eq!(open(true, target), ConnectionTarget::Existing(connection_id(7)));
        assert_eq!(open(false, target), ConnectionTarget::New(connection_id(99)));
    }
}

#[test]
fn a_session_through_a_magic_link_begins_where_the_link_says_and_asks_for_no_address() {
    let new = Link::MagicLink(company_link());
    let repair = Link::MagicLink(connection_link(connection_id(7)));
    let open = |link: &Link, known| {
        FlowSession::open(session_id(), link, new_target(), known, Digest::new([0; 32]), now())
    };

    let session = open(&new, None);
    assert_eq!((session.step(), &session.gate, session.target), (Step::Provider, &Gate::Open, new_target()));
    assert_eq!(session.link, FlowLink::MagicLink(company_link().id));
    assert_eq!((session.workspace_id, session.company_id), (company().workspace_id, company().id));
    let session = open(&repair, Some(provider(1)));
    assert_eq!((session.step(), &session.gate), (Step::SignIn, &Gate::Open));
    assert_eq!(session.target, ConnectionTarget::Existing(connection_id(7)));
}

#[test]
fn t058_the_whole_way_in_order() {
    let mut way = session(false, true);
    let steps = [
        (Call::ProveAddress, Step::Provider),
        (Call::ChooseProvider(1), Step::SignIn),
        (Call::Refuse, Step::SignIn),
        (Call::Challenge, Step::Challenge),
        (Call::RefuseAnswer, Step::Challenge),
        (Call::SignIn(1), Step::Sites),
        (Call::ChooseSites, Step::Submit),
        (Call::ChooseSites, Step::Submit),
        (Call::Submit, Step::Done),
    ];
    for (call, expected) in steps {
        let version = way.version.next();
        way = step(way, call, now()).unwrap();
        assert_eq!((way.step(), way.version), (expected, version), "{call:?}");
    }
    assert_eq!(way.gate, Gate::Passed(address("mike@example.org")));
    assert_eq!(way.state, FlowState::Submitted { at: now() });
    assert_eq!(way.failed_sign_ins, 2);
}

/// For a repair or not, gated or not, after these calls: the step, and what works there.
pub(super) type Row = (bool, bool, &'static [Call], Step, &'static [Call]);

pub(super) fn check(table: &[Row]) {
    for (repair, gated, way, at, works) in table {
        let here = walk(session(*repair, *gated), way);
        assert_eq!(here.step(), *at, "{way:?}");
        for call in Call::ALL {
            let after = step(here.clone(), call, now());
            assert_eq!(
                after.is_ok(),
                works.contains(&call),
                "{call:?} after {way:?}, repair {repair}: {after:?}"
            );
            if let Err(refused) = after {
                assert_eq!(refused, StepError::WrongStep { at: *at }, "{call:?} after {way:?}");
            }
        }
    }
}

#[test]
fn t058_at_every_step_only_the_documented_calls_work() {
    use Call::{
        Challenge, ChooseProvider, ChooseSites, ProveAddress, Refuse, RefuseAnswer, Restart, SignIn,
        SignInToMap, Submit, SubmitAndGoOn,
    };
    let chosen: &'static [Call] = &[ChooseProvider(2), Refuse, Challenge, SignIn(1), SignInToMap(1), Restart];
    let challenged: &'static [Call] =
        &[ChooseProvider(2), Refuse, Challenge, RefuseAnswer, SignIn(1), SignInToMap(1), Restart];
    check(&[
        (false, true, &[], Step::Address, &[ProveAddress]),
        (true, true, &[], Step::Address, &[ProveAddress]),
        (false, false, &[], Step::Provider, &[ChooseProvider(2), Restart]),
        (false, false, &[ChooseProvider(1)], Step::SignIn, chosen),
        (false, false, &[ChooseProvider(1), Challenge], Step::Challenge, challenged),
        (false, false, &[ChooseProvider(1), SignIn(1)], Step::Sites, &[ChooseSites, Restart]),
        (
            false,
            false,
            &[ChooseProvider(1), SignIn(1), ChooseSites],
            Step::Submit,
            &[ChooseSites, Submit, SubmitAndGoOn, Restart],
        ),
        (false, false, &[ChooseProvider(1), SignIn(1), ChooseSites, Submit], Step::Done, &[]),
        (true, false, &[], Step::SignIn, &chosen[1..]),
        (true, false, &[Challenge], Step::Challenge, &challenged[1..]),
        (true, false, &[SignIn(1)], Step::Submit, &[Submit, SubmitAndGoOn, Restart]),
        (true, false, &[SignInToMap(1)], Step::Submit, &[Submit, SubmitAndGoOn, Restart]),
        (true, false, &[SignIn(1), Submit], Step::Done, &[]),
    ]);
}

#[test]
fn t034_a_session_ends_at_its_expiry_not_after_it() {
    let end = later(FLOW_LIFETIME);
    let before = at(end.unix_millis() - 1);
    assert!(step(session(false, false), Call::ChooseProvider(1), before).is_ok());
    for time in [end, Timestamp::MAX] {
        assert_eq!(step(session(false, false), Call::ChooseProvider(1), time), Err(StepError::Expired));
        assert_eq!(session(true, false).may_sign_in(time), Err(StepError::Expired));
    }
    let last = FlowSession::open(
        session_id(),
        &Link::Invitation(invitation(false, false)),
        new_target(),
        None,
        Digest::new([0; 32]),
        Timestamp::MAX,
    );
    assert_eq!(last.expires_at, Timestamp::MAX);
    assert_eq!(step(last, Call::ChooseProvider(1), Timestamp::MAX), Err(StepError::Expired));
}

#[test]
fn a_session_takes_ten_refusals_and_then_no_sign_in_whatever_is_tried_between() {
    let mut way = walk(session(false, false), &[Call::ChooseProvider(1)]);
    for count in 0..MAX_FAILED_SIGN_INS {
        assert_eq!(way.failed_sign_ins, count);
        let refusal: &[Call] = match count % 3 {
            0 => &[Call::Refuse],
            1 => &[Call::Challenge, Call::RefuseAnswer, Call::ChooseProvider(1)],
            _ => &[Call::Restart, Call::ChooseProvider(1), Call::Refuse],
        };
        way = walk(way, refusal);
    }
    assert_eq!(way.may_sign_in(now()), Err(StepError::TooManyTries));
    for call in [Call::Refuse, Call::Challenge, Call::SignIn(1), Call::SignInToMap(1)] {
        assert_eq!(step(way.clone(), call, now()), Err(StepError::TooManyTries), "{call:?}");
    }
    let elsewhere = walk(way, &[Call::Restart, Call::ChooseProvider(2)]);
    assert_eq!(step(elsewhere, Call::SignIn(2), now()), Err(StepError::TooManyTries));
}

#[test]
fn the_tenth_wrong_answer_ends_the_challenge_as_well() {
    let mut way = walk(session(true, false), &[Call::Challenge]);
    for _ in 0..MAX_FAILED_SIGN_INS {
        way = walk(way, &[Call::RefuseAnswer]);
    }
    assert_eq!(step(way, Call::RefuseAnswer, now()), Err(StepError::TooManyTries));
}

#[test]
fn a_sign_in_at_another_provider_than_the_chosen_one_is_not_kept() {
    let chosen = walk(session(false, false), &[Call::ChooseProvider(1)]);
    assert_eq!(step(chosen.clone(), Call::SignIn(2), now()), Err(StepError::OtherProvider));
    let rechosen = walk(chosen, &[Call::Challenge, Call::ChooseProvider(2)]);
    assert_eq!(step(rechosen, Call::SignIn(1), now()), Err(StepError::OtherProvider));
    assert_eq!(step(session(true, false), Call::SignIn(2), now()), Err(StepError::OtherProvider));
}

#[test]
fn submitting_hands_out_what_was_held_and_keeps_none_of_it() {
    let ready = walk(session(false, false), &[Call::ChooseProvider(1), Call::SignIn(1), Call::ChooseSites]);
    let (done, held) = ready.submit(None, now()).unwrap();
    assert_eq!(held, Held { signed_in: signed_in(1), sites: Some(sites()), mapping: None });
    assert_eq!(done.state, FlowState::Submitted { at: now() });

    let to_map = [Call::ChooseProvider(1), Call::SignInToMap(1), Call::ChooseSites, Call::MapFields];
    let (done, held) = walk(session(false, false), &to_map).submit(None, now()).unwrap();
    assert_eq!(held, Held { signed_in: signed_in_to_map(1), sites: Some(sites()), mapping: Some(mapping()) });
    assert_eq!(done.state, FlowState::Submitted { at: now() });

    let (done, held) = walk(session(true, false), &[Call::SignIn(1)]).submit(None, now()).unwrap();
    assert_eq!(held, Held { signed_in: signed_in(1), sites: None, mapping: None });
    assert_eq!(done.state, FlowState::Submitted { at: now() });
}

#[test]
fn starting_over_forgets_the_sign_in_but_not_the_provider_of_a_repair() {
    let new = walk(session(false, false), &[Call::ChooseProvider(1), Call::SignIn(1), Call::Restart]);
    assert_eq!(new.state, FlowState::Opened);
    let repair = walk(session(true, true), &[Call::ProveAddress, Call::SignIn(1), Call::Restart]);
    assert_eq!(repair.state, FlowState::ProviderChosen(provider(1)));
    assert_eq!(repair.gate, Gate::Passed(address("mike@example.org")));
}

#[test]
fn a_challenge_holds_what_the_driver_needs_until_it_is_answered() {
    let challenged = walk(session(true, false), &[Call::Challenge]);
    let state = FlowState::Challenged { provider: provider(1), challenge: challenge(), held: held() };
    assert_eq!(challenged.state, state);
    assert_eq!(walk(challenged, &[Call::Refuse]).state, FlowState::ProviderChosen(provider(1)));
}
