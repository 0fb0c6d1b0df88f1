use http::StatusCode;
use latchstring_domain::flow_session::{FlowState, ProviderChoice};
use latchstring_domain::sign_in::Challenge as Asked;
use latchstring_service::Failure;
use latchstring_service::flow_session::{self, AnswerChallengeError, FlowView, SignInProgress};
use latchstring_service::ports::Answers;
use secrecy::SecretString;

use super::sign_in::{MAX_ANSWER, out_of_tries, refused, unreachable_now};
use super::{chosen, elsewhere, shown, submission};
use crate::route::body::Posted;
use crate::route::failure::{Answer, defect};
use crate::route::walker::Walker;
use crate::view::{Challenge, ChallengeProblem, Channel, Method, Question, StartAgain, Step};

/// What the provider asks.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Answer {
    show(walker, view, None)
}

fn show(walker: &Walker, view: &FlowView, problem: Option<ChallengeProblem>) -> Answer {
    let Some(asked) = asked(view) else {
        return Err(Failure::Defect("a session at a challenge has one").into());
    };
    if let Some(answer) = out_of_tries(walker, view) {
        return Ok(answer);
    }
    if let Asked::Redirect { url } = asked {
        return elsewhere::go(walker, view, url);
    }
    let Some(question) = question(asked) else {
        return Err(Failure::Defect("a challenge has a page").into());
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Challenge {
        frame: walker.frame(view, Step::SignIn),
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        question,
        attempts_left: attempts_left(asked),
        other_ways: matches!(asked, Asked::Code { other_ways: true, .. }),
        again: again(view),
        problem,
    };
    Ok(walker.visitor.page(status, &page))
}

/// Where somebody starts again: at the first step, unless the link wants no way back to it.
fn again(view: &FlowView) -> StartAgain {
    let hides_back = view.link.portal().is_some_and(|portal| portal.options.hides_back_buttons);
    match view.session.provider() {
        Some(ProviderChoice { provider_id, country, flow_id: Some(flow) }) if hides_back => {
            StartAgain::SignIn {
                flow: flow.to_string(),
                provider: provider_id.to_string(),
                country: country.map_or_else(String::new, |country| country.code().to_owned()),
            }
        }
        _ => StartAgain::Walk,
    }
}

const fn asked(view: &FlowView) -> Option<&Asked> {
    match &view.session.state {
        FlowState::Challenged { challenge, .. } => Some(challenge),
        _ => None,
    }
}

/// `POST /p/s/{id}/challenge`: one answer.
pub(in crate::route) async fn answer(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    let Some(asked) = asked(&view) else { return Ok(walker.go_on()) };
    let answers = match wish(asked, &posted) {
        Ok(answers) => answers,
        Err(problem) => return show(walker, &view, Some(problem)),
    };
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    match flow_session::answer_challenge(ls, &walker.pass, answers, &origin).await {
        Ok(progress) => went_on(walker, progress).await,
        Err(AnswerChallengeError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}

/// What a form says to the provider: the answer, or that the code shall come another way.
fn wish(asked: &Asked, posted: &Posted) -> Result<Answers, ChallengeProblem> {
    if let Some(answers) = elsewhere::answered(asked, posted) {
        return Ok(answers);
    }
    let Some(question) = question(asked) else { return Err(ChallengeProblem::Missing) };
    let mut field = question.field();
    if matches!(asked, Asked::Code { other_ways: true, .. }) && posted.has(Challenge::ANOTHER_WAY) {
        field = Challenge::ANOTHER_WAY;
    } else if let Some(problem) = check(asked, posted.get(field)) {
        return Err(problem);
    }
    Ok(Answers::default().with(field, SecretString::from(posted.get(field))))
}

async fn went_on(walker: &Walker, progress: SignInProgress) -> Answer {
    match progress {
        SignInProgress::SignedIn => submission::next(walker).await,
        SignInProgress::Challenged { wrong_answer: false } => Ok(walker.go_on()),
        SignInProgress::Challenged { wrong_answer: true } => {
            let view = walker.view().await?;
            show(walker, &view, Some(ChallengeProblem::Refused))
        }
        SignInProgress::Refused(refusal) => refused(walker, refusal).await,
        SignInProgress::Unavailable { retry_after } => unreachable_now(walker, retry_after).await,
    }
}

/// What is wrong with an answer before anybody is asked. An empty one must not cost one of the few tries: whoever presses a
/// button over an empty field, a mail scanner for one, has not guessed.
fn check(asked: &Asked, typed: &str) -> Option<ChallengeProblem> {
    let offered = match asked {
        Asked::Choice { options } => options.iter().any(|option| option.key == typed),
        _ => true,
    };
    if typed.trim().is_empty() || !offered {
        return Some(ChallengeProblem::Missing);
    }
    (typed.len() > MAX_ANSWER).then_some(ChallengeProblem::Refused)
}

/// What is asked on a page of ours; nothing, where the provider asks on its own.
fn question(asked: &Asked) -> Option<Question> {
    Some(match asked {
        // The provider's words say how and where at once.
        Asked::Code { sent_to, .. } => {
            Question::Code { channel: Channel::Other, destination: Some(sent_to.clone()), digits: None }
        }
        Asked::Choice { options } => Question::Choice {
            methods: options
                .iter()
                .map(|option| Method {
                    id: option.key.clone(),
                    channel: Channel::Other,
                    destination: None,
                    label: Some(option.label.clone()),
                })
                .collect(),
        },
        Asked::Question { text, .. } => Question::Secret { question: text.clone() },
        Asked::NewPassword { rules } => Question::NewPassword { rules: rules.clone() },
        Asked::Redirect { .. } => return None,
    })
}

const fn attempts_left(asked: &Asked) -> Option<u8> {
    match asked {
        Asked::Code { attempts_left, .. } | Asked::Question { attempts_left, .. } => *attempts_left,
        Asked::Choice { .. } | Asked::NewPassword { .. } | Asked::Redirect { .. } => None,
    }
}
