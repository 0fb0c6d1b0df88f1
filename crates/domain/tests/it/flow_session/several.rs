//! Walks that connect several accounts, and walks that map fields.

use std::time::Duration;

use latchstring_domain::flow_session::{
    ConnectionTarget, FLOW_LIFETIME, FlowSession, FlowState, Gate, MAX_FAILED_SIGN_INS, Step, StepError,
};

use super::steps::check;
use super::walk::{
    Call, fields_to_map, further, mapping, session, signed_in, signed_in_to_map, sites, step, walk,
};
use crate::fixture::{address, at, connection_id, later, now};

const TO_SUBMIT: [Call; 3] = [Call::ChooseProvider(1), Call::SignIn(1), Call::ChooseSites];
const TO_MAP: [Call; 3] = [Call::ChooseProvider(1), Call::SignInToMap(1), Call::ChooseSites];

fn wrong_step(at: Step) -> Result<FlowSession, StepError> {
    Err(StepError::WrongStep { at })
}

#[test]
fn t058_at_the_steps_that_not_every_link_has_only_the_documented_calls_work() {
    use Call::{
        Challenge, ChooseProvider, ChooseSites, Finish, MapFields, Refuse, RefuseAnswer, Restart, SignIn,
        SignInToMap, Submit, SubmitAndGoOn,
    };
    check(&[
        (false, false, &TO_MAP, Step::Mapping, &[ChooseSites, MapFields, Restart]),
        (
            false,
            false,
            &[ChooseProvider(1), SignInToMap(1), ChooseSites, MapFields],
            Step::Submit,
            &[ChooseSites, MapFields, Submit, SubmitAndGoOn, Restart],
        ),
        (
            false,
            false,
            &[ChooseProvider(1), SignIn(1), ChooseSites, SubmitAndGoOn],
            Step::Provider,
            &[ChooseProvider(2), Finish, Restart],
        ),
        (
            false,
            false,
            &[ChooseProvider(1), SignIn(1), ChooseSites, SubmitAndGoOn, ChooseProvider(1), Challenge],
            Step::Challenge,
            &[ChooseProvider(2), Refuse, Challenge, RefuseAnswer, SignIn(1), SignInToMap(1), Finish, Restart],
        ),
        (
            false,
            false,
            &[ChooseProvider(1), SignIn(1), ChooseSites, SubmitAndGoOn, ChooseProvider(1), SignIn(1)],
            Step::Sites,
            &[ChooseSites, Restart],
        ),
        (false, false, &[ChooseProvider(1), SignIn(1), ChooseSites, SubmitAndGoOn, Finish], Step::Done, &[]),
    ]);
}

#[test]
fn a_session_that_goes_on_makes_the_next_connection_and_remembers_the_others_in_order() {
    let mut way = walk(session(false, true), &[Call::ProveAddress]);
    for round in 0..3 {
        let target = way.target;
        way = walk(way, &TO_SUBMIT);
        assert_eq!(way.target, target, "a connection keeps the id that its credentials are sealed for");
        way = walk(way, &[Call::SubmitAndGoOn]);
        assert_eq!((way.step(), &way.state), (Step::Provider, &FlowState::Opened));
        assert_eq!(way.target, ConnectionTarget::New(further(round)));
        assert_eq!(way.gate, Gate::Passed(address("mike@example.org")), "an address is proved once");
    }
    way = walk(walk(way, &TO_SUBMIT), &[Call::Submit]);
    assert_eq!(way.connected, [connection_id(6), further(0), further(1), further(2)]);
    assert_eq!(way.state, FlowState::Submitted { at: now() });
    assert_eq!(way.target, ConnectionTarget::New(further(2)), "the last one is the one it made");
}

#[test]
fn going_on_is_no_new_hour_and_no_new_row_of_tries() {
    let opened = session(false, false);
    let refused = [&[Call::ChooseProvider(1)][..], &[Call::Refuse; 9]].concat();
    let way = walk(walk(opened.clone(), &refused), &[Call::SignIn(1), Call::ChooseSites]);
    let way = walk(way, &[Call::SubmitAndGoOn, Call::ChooseProvider(2), Call::Refuse]);
    assert_eq!((way.expires_at, way.failed_sign_ins), (opened.expires_at, MAX_FAILED_SIGN_INS));
    assert_eq!(step(way.clone(), Call::SignIn(2), now()), Err(StepError::TooManyTries));
    assert!(step(way, Call::Finish, now()).is_ok(), "what was connected may still be finished");
}

#[test]
fn a_walk_is_finished_once_something_is_connected_and_nothing_is_held() {
    let new = session(false, false);
    for way in [&[][..], &[Call::ChooseProvider(1)], &[Call::ChooseProvider(1), Call::Challenge]] {
        let nothing_yet = walk(new.clone(), way);
        let at = nothing_yet.step();
        assert_eq!(step(nothing_yet, Call::Finish, now()), wrong_step(at), "{way:?}");
        let again = [&TO_SUBMIT[..], &[Call::SubmitAndGoOn], way].concat();
        let finished = step(walk(new.clone(), &again), Call::Finish, later(Duration::from_secs(9))).unwrap();
        assert_eq!(finished.state, FlowState::Submitted { at: later(Duration::from_secs(9)) }, "{way:?}");
        assert_eq!(finished.connected, [connection_id(6)]);
        assert_eq!(step(finished, Call::Finish, now()), wrong_step(Step::Done), "once is enough");
    }
    let in_again = [&TO_SUBMIT[..], &[Call::SubmitAndGoOn], &TO_SUBMIT[..2]].concat();
    let held = walk(new, &in_again);
    assert_eq!(step(held, Call::Finish, now()), wrong_step(Step::Sites), "what was typed is not thrown away");
}

#[test]
fn a_finish_comes_before_the_end_of_the_hour_or_not_at_all() {
    let one = walk(walk(session(false, false), &TO_SUBMIT), &[Call::SubmitAndGoOn]);
    let end = later(FLOW_LIFETIME);
    assert!(step(one.clone(), Call::Finish, at(end.unix_millis() - 1)).is_ok());
    assert_eq!(step(one, Call::Finish, end), Err(StepError::Expired));
}

#[test]
fn starting_over_keeps_what_was_connected() {
    let one = walk(walk(session(false, false), &TO_SUBMIT), &[Call::SubmitAndGoOn]);
    for way in [&[][..], &TO_SUBMIT[..1], &TO_SUBMIT[..2], &TO_SUBMIT, &TO_MAP] {
        let over = walk(walk(one.clone(), way), &[Call::Restart]);
        assert_eq!(over.state, FlowState::Opened, "{way:?}");
        assert_eq!((&over.connected, over.target), (&one.connected, one.target), "{way:?}");
    }
}

#[test]
fn t058_a_mapping_can_be_neither_skipped_nor_replayed() {
    let way = walk(session(false, false), &TO_MAP);
    assert_eq!((way.step(), way.to_map()), (Step::Mapping, Some(&fields_to_map())));
    for call in [Call::Submit, Call::SubmitAndGoOn] {
        assert_eq!(step(way.clone(), call, now()), wrong_step(Step::Mapping), "{call:?}");
    }
    let mapped = walk(way, &[Call::MapFields]);
    let expected =
        FlowState::FieldsMapped { signed_in: signed_in_to_map(1), sites: sites(), mapping: mapping() };
    assert_eq!((mapped.step(), &mapped.state), (Step::Submit, &expected));
    assert_eq!(
        mapped.to_map(),
        Some(&fields_to_map()),
        "it can be looked at and changed until it is submitted"
    );
    for call in [Call::Submit, Call::SubmitAndGoOn] {
        let submitted = walk(mapped.clone(), &[call]);
        let at = submitted.step();
        assert_eq!(step(submitted, Call::MapFields, now()), wrong_step(at), "{call:?}");
    }
}

#[test]
fn nobody_maps_fields_before_choosing_sites_or_where_there_are_none() {
    let signed_in_only = walk(session(false, false), &TO_MAP[..2]);
    assert_eq!(signed_in_only.to_map(), None, "they are shown when it is their turn");
    assert_eq!(step(signed_in_only, Call::MapFields, now()), wrong_step(Step::Sites));
    let nothing_to_map = walk(session(false, false), &TO_SUBMIT);
    assert_eq!(step(nothing_to_map, Call::MapFields, now()), wrong_step(Step::Submit));
    let repair = walk(session(true, false), &[Call::SignInToMap(1)]);
    assert_eq!(step(repair, Call::MapFields, now()), wrong_step(Step::Submit));
}

#[test]
fn choosing_sites_again_drops_the_mapping() {
    let mapped = walk(walk(session(false, false), &TO_MAP), &[Call::MapFields]);
    let again = walk(mapped, &[Call::ChooseSites]);
    let expected = FlowState::SitesChosen { signed_in: signed_in_to_map(1), sites: sites() };
    assert_eq!((again.step(), &again.state), (Step::Mapping, &expected));
}

#[test]
fn each_connection_of_a_walk_has_its_own_mapping_or_none() {
    let way = walk(walk(session(false, false), &TO_MAP), &[Call::MapFields]);
    let (way, first) = way.submit(Some(further(0)), now()).unwrap();
    let (_, second) = walk(way, &TO_SUBMIT).submit(None, now()).unwrap();
    assert_eq!((first.signed_in, first.mapping), (signed_in_to_map(1), Some(mapping())));
    assert_eq!((second.signed_in, second.mapping), (signed_in(1), None));
}
