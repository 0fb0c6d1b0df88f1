//! The step at which codes are forwarded.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::{
    AnswerForwardingError, FlowSession, FlowState, SignedIn, Step, StepError,
};
use latchstring_domain::mfa::{ForwardingStep, MfaForwarding};

use super::walk::{provider, session, signed_in, sites};
use crate::fixture::now;

/// So many seconds after it was opened.
fn at(seconds: u64) -> Timestamp {
    now().saturating_add(Duration::from_secs(seconds))
}

fn asked(session: FlowSession) -> FlowSession {
    let forwarding = ForwardingStep::Asked { arrived_at: None };
    session.signed_in(SignedIn { forwarding, ..signed_in(1) }, at(2)).unwrap()
}

fn waiting() -> FlowSession {
    let session = super::walk::session(false, false).choose_provider(provider(1), at(1)).unwrap();
    asked(session).choose_sites(sites(), at(3)).unwrap()
}

#[test]
fn it_comes_after_the_sites_and_before_the_end() {
    let session = super::walk::session(false, false).choose_provider(provider(1), at(1)).unwrap();
    let session = asked(session);
    assert_eq!(session.step(), Step::Sites);
    assert_eq!(session.clone().code_arrived(at(3)), Err(StepError::WrongStep { at: Step::Sites }));
    let session = session.choose_sites(sites(), at(3)).unwrap();
    assert_eq!(session.step(), Step::Forwarding);
    assert_eq!(
        session.clone().submit(None, at(4)).unwrap_err(),
        StepError::WrongStep { at: Step::Forwarding }
    );
    assert_eq!(session.clone().choose_sites(sites(), at(4)).unwrap().step(), Step::Forwarding);
    assert!(matches!(session.restart(at(4)).unwrap().state, FlowState::Opened));
}

#[test]
fn codes_are_taken_to_be_forwarded_once_one_has_arrived() {
    let session = waiting();
    assert_eq!(
        session.clone().answer_forwarding(MfaForwarding::Forwarded, at(4)),
        Err(AnswerForwardingError::NothingArrived)
    );
    let session = session.code_arrived(at(5)).unwrap();
    assert_eq!(session.forwarding(), ForwardingStep::Asked { arrived_at: Some(at(5)) });
    let later = session.clone().code_arrived(at(6)).unwrap();
    assert_eq!(later.forwarding(), session.forwarding(), "the first one counts");
    let session = session.answer_forwarding(MfaForwarding::Forwarded, at(7)).unwrap();
    assert_eq!(session.step(), Step::Submit);
    let (done, held) = session.submit(None, at(8)).unwrap();
    assert_eq!(done.step(), Step::Done);
    assert_eq!(held.signed_in.forwarding, ForwardingStep::Answered(MfaForwarding::Forwarded));
}

#[test]
fn the_ways_out_need_no_message() {
    for answer in [MfaForwarding::TurnedOff, MfaForwarding::Later] {
        let session = waiting().answer_forwarding(answer, at(4)).unwrap();
        assert_eq!((session.step(), session.forwarding()), (Step::Submit, ForwardingStep::Answered(answer)));
        let again = session.answer_forwarding(answer, at(5));
        assert_eq!(again, Err(AnswerForwardingError::Step(StepError::WrongStep { at: Step::Submit })));
    }
}

#[test]
fn only_a_repair_of_a_known_provider_begins_there() {
    let new = session(false, false);
    assert_eq!(new.clone().opened_to_forward(sites()), new);
    let repair = session(true, false);
    assert_eq!(repair.step(), Step::SignIn);
    let forwarding = repair.opened_to_forward(sites());
    assert_eq!(forwarding.step(), Step::Forwarding);
    let FlowState::SignedIn(signed_in) = &forwarding.state else { panic!("{:?}", forwarding.state) };
    assert!(signed_in.keeps_credentials() && forwarding.keeps_credentials());
    let later = forwarding.clone().answer_forwarding(MfaForwarding::Later, at(2));
    assert_eq!(later, Err(AnswerForwardingError::NothingElse));
    let off = forwarding.clone().answer_forwarding(MfaForwarding::TurnedOff, at(2)).unwrap();
    assert_eq!(off.step(), Step::Submit);
    assert_eq!(forwarding.restart(at(2)).unwrap().step(), Step::SignIn, "signing in is still to be had");
}
