use latchstring_bootstrap::mail::{self, MailWay};

use super::session;
use crate::args::{Global, MailCommand};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::SentTest;

pub(super) async fn run(global: &Global, command: MailCommand) -> Result<Answer, Problem> {
    let MailCommand::Test { to } = command;
    let settings = session::settings(global)?;
    let shape = SentTest::new(&to, MailWay::of(&settings));
    mail::send_test(&settings, to).await.map_err(|fault| Problem::new(Exit::Failed, fault))?;
    Answer::new(&shape)
}
