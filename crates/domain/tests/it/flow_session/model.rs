//! T058: random walks over a session, beside a reference that keeps only the step, what was chosen and what was connected.

use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::{
    ConnectionTarget, FLOW_LIFETIME, FlowSession, FlowState, Gate, MAX_FAILED_SIGN_INS, Step, StepError,
};
use proptest::prelude::*;

use latchstring_domain::id::ConnectionId;

use super::walk::{Call, further, provider, session, step};
use crate::fixture::{connection_id, later, now};

/// What the design says of a session: which step, which provider, whether fields are to be mapped, how many refusals,
/// what it makes and what it has made.
#[derive(Debug, Clone)]
struct Reference {
    repair: bool,
    step: Step,
    provider: Option<u128>,
    to_map: bool,
    refusals: u32,
    target: ConnectionId,
    connected: Vec<ConnectionId>,
}

impl Call {
    const fn tries_to_sign_in(self) -> bool {
        matches!(
            self,
            Self::Refuse | Self::Challenge | Self::RefuseAnswer | Self::SignIn(_) | Self::SignInToMap(_)
        )
    }
}

impl Reference {
    fn call(&mut self, call: Call) -> Result<(), ()> {
        use Step::{Address, Challenge, Done, Mapping, Provider, SignIn, Sites, Submit};
        let next = match (self.step, call) {
            (Done, _) => return Err(()),
            (Address, Call::ProveAddress) if self.repair => SignIn,
            (Address, Call::ProveAddress) => Provider,
            (Address, _) | (_, Call::ProveAddress) => return Err(()),
            (Provider | SignIn | Challenge, Call::ChooseProvider(_)) if !self.repair => SignIn,
            (SignIn | Challenge, call) if call.tries_to_sign_in() && self.refusals == MAX_FAILED_SIGN_INS => {
                return Err(());
            }
            (SignIn | Challenge, Call::Refuse) => SignIn,
            (SignIn | Challenge, Call::Challenge) | (Challenge, Call::RefuseAnswer) => Challenge,
            (SignIn | Challenge, Call::SignIn(at) | Call::SignInToMap(at)) if Some(at) == self.provider => {
                if self.repair {
                    Submit
                } else {
                    Sites
                }
            }
            (Sites | Mapping | Submit, Call::ChooseSites) if !self.repair => {
                if self.to_map {
                    Mapping
                } else {
                    Submit
                }
            }
            (Mapping | Submit, Call::MapFields) if self.to_map && !self.repair => Submit,
            (Submit, Call::Submit) => Done,
            (Submit, Call::SubmitAndGoOn) => Provider,
            (Provider | SignIn | Challenge, Call::Finish) if !self.connected.is_empty() => Done,
            (_, Call::Restart) if self.repair => SignIn,
            (_, Call::Restart) => Provider,
            _ => return Err(()),
        };
        match call {
            Call::ChooseProvider(number) => self.provider = Some(number),
            Call::Refuse | Call::RefuseAnswer => self.refusals += 1,
            Call::Restart if !self.repair => self.provider = None,
            Call::SignIn(_) => self.to_map = false,
            Call::SignInToMap(_) => self.to_map = true,
            Call::Finish => self.provider = None,
            Call::Submit | Call::SubmitAndGoOn => {
                self.provider = None;
                self.connected.push(self.target);
                if call == Call::SubmitAndGoOn {
                    self.target = further(self.connected.len() - 1);
                    self.repair = false;
                }
            }
            _ => {}
        }
        self.step = next;
        Ok(())
    }
}

fn calls() -> impl Strategy<Value = Vec<(Call, i64)>> {
    let call = prop_oneof![
        2 => Just(Call::ProveAddress),
        3 => (1_u128..3).prop_map(Call::ChooseProvider),
        3 => Just(Call::Refuse),
        2 => Just(Call::Challenge),
        2 => Just(Call::RefuseAnswer),
        5 => (1_u128..3).prop_map(Call::SignIn),
        4 => (1_u128..3).prop_map(Call::SignInToMap),
        5 => Just(Call::ChooseSites),
        3 => Just(Call::MapFields),
        1 => Just(Call::Submit),
        4 => Just(Call::SubmitAndGoOn),
        1 => Just(Call::Finish),
        1 => Just(Call::Restart),
    ];
    // Mostly a few seconds pass; now and then the clock steps back, or the rest of the hour is gone.
    let passing = prop_oneof![20 => 0_i64..5_000, 2 => -5_000_i64..0, 1 => 3_000_000_i64..4_000_000];
    prop::collection::vec((call, passing), 1..80)
}

/// Whether anything sealed is anywhere in the state, found in its `Debug` form so that no variant can be forgotten.
fn holds_secrets(session: &FlowSession) -> bool {
    format!("{:?}", session.state).contains("SealedBytes")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn t058_every_walk_through_a_session_is_the_documented_one(
        repair: bool,
        gated: bool,
        calls in calls(),
    ) {
        let mut real = session(repair, gated);
        let opened = real.clone();
        let first = if gated { Step::Address } else if repair { Step::SignIn } else { Step::Provider };
        let mut reference = Reference {
            repair,
            step: first,
            provider: repair.then_some(1),
            to_map: false,
            refusals: 0,
            target: opened.target.id(),
            connected: Vec::new(),
        };
        let mut clock = now();
        for (call, passed) in calls {
            let span = Duration::from_millis(passed.unsigned_abs());
            clock = if passed < 0 { clock.saturating_sub(span) } else { clock.saturating_add(span) };
            let before = real.clone();
            let after = step(real.clone(), call, clock);
            if clock >= later(FLOW_LIFETIME) {
                prop_assert_eq!(&after, &Err(StepError::Expired));
            } else {
                let expected = reference.call(call);
                prop_assert_eq!(after.is_ok(), expected.is_ok(), "{:?} at {:?}: {:?}", call, before.step(), &after);
            }
            if let Ok(moved) = after {
                prop_assert_eq!(moved.version, before.version.next());
                real = moved;
            }
            check(&real, &reference, &opened)?;
        }
    }
}

fn check(real: &FlowSession, reference: &Reference, opened: &FlowSession) -> Result<(), TestCaseError> {
    prop_assert_eq!(real.step(), reference.step);
    prop_assert_eq!(real.provider(), reference.provider.map(provider));
    prop_assert_eq!(real.failed_sign_ins, reference.refusals);
    prop_assert!(real.failed_sign_ins <= MAX_FAILED_SIGN_INS);

    let between = matches!(
        real.state,
        FlowState::Challenged { .. }
            | FlowState::SignedIn(_)
            | FlowState::SitesChosen { .. }
            | FlowState::FieldsMapped { .. }
    );
    prop_assert_eq!(holds_secrets(real), between);
    let holding = [Step::Challenge, Step::Sites, Step::Mapping, Step::Submit];
    prop_assert!(!holds_secrets(real) || holding.contains(&real.step()));
    let mapped = matches!(real.state, FlowState::FieldsMapped { .. });
    prop_assert!(!mapped || real.to_map().is_some());
    prop_assert!(real.to_map().is_none() || matches!(real.step(), Step::Mapping | Step::Submit));
    prop_assert_eq!(&real.connected, &reference.connected);
    prop_assert!(
        real.gate != Gate::Closed || (real.version == opened.version && real.step() == Step::Address)
    );

    let target = if reference.repair {
        ConnectionTarget::Existing(connection_id(7))
    } else {
        ConnectionTarget::New(reference.target)
    };
    prop_assert_eq!(real.target, target);
    prop_assert!(!reference.repair || real.provider().is_none_or(|chosen| chosen == provider(1)));

    let unmoved = FlowSession {
        gate: opened.gate.clone(),
        state: opened.state.clone(),
        target: opened.target,
        connected: Vec::new(),
        failed_sign_ins: opened.failed_sign_ins,
        version: opened.version,
        ..real.clone()
    };
    prop_assert_eq!(&unmoved, opened);
    Ok(())
}

#[test]
fn t058_after_expiry_no_call_works_at_any_step() {
    let mut way = session(false, true);
    for next in [
        Call::ProveAddress,
        Call::ChooseProvider(1),
        Call::Challenge,
        Call::SignInToMap(1),
        Call::ChooseSites,
        Call::MapFields,
        Call::SubmitAndGoOn,
        Call::Finish,
    ] {
        for call in Call::ALL {
            for time in [later(FLOW_LIFETIME), Timestamp::MAX] {
                assert_eq!(
                    step(way.clone(), call, time),
                    Err(StepError::Expired),
                    "{call:?} at {}",
                    way.step()
                );
            }
        }
        way = step(way, next, now()).unwrap();
    }
}
