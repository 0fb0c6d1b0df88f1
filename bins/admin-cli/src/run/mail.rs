use latchstring_bootstrap::mail::{self, MailWay};
use latchstring_domain::email::EmailAddress;
use latchstring_service::suppression::{self, ListSuppressions};

use super::session::{self, Session};
use crate::args::{Global, MailCommand};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{LiftedShape, SentTest, SuppressionListShape};

pub(super) async fn run(global: &Global, command: MailCommand) -> Result<Answer, Problem> {
    match command {
        MailCommand::Test { to } => test(global, to).await,
        MailCommand::Suppressions { email, limit, after } => {
            let session = Session::open(global.clone()).await?;
            let answer = suppressions(&session, email, limit.get(), after).await;
            session.close().await;
            answer
        }
        MailCommand::Unsuppress { address } => {
            let session = Session::open(global.clone()).await?;
            let answer = unsuppress(&session, &address).await;
            session.close().await;
            answer
        }
    }
}

async fn test(global: &Global, to: EmailAddress) -> Result<Answer, Problem> {
    let settings = session::settings(global)?;
    let shape = SentTest::new(&to, MailWay::of(&settings));
    mail::send_test(&settings, to).await.map_err(|fault| Problem::new(Exit::Failed, fault))?;
    Answer::new(&shape)
}

async fn suppressions(
    session: &Session,
    address: Option<EmailAddress>,
    limit: u32,
    after: Option<EmailAddress>,
) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    let (mut items, mut next) = (Vec::new(), after);
    loop {
        let per_page = limit.saturating_sub(u32::try_from(items.len()).unwrap_or(u32::MAX));
        let wish = ListSuppressions { address: address.clone(), after: next.take(), per_page };
        let mut page = suppression::list(&session.ls, &caller, wish).await?;
        items.append(&mut page.items);
        next = page.next;
        if next.is_none() || items.len() >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Answer::new(&SuppressionListShape::new(&items, next.as_ref()));
        }
    }
}

async fn unsuppress(session: &Session, address: &EmailAddress) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    let lifted = suppression::lift(&session.ls, &caller, address).await?;
    let not =
        || format!("{address} is not suppressed here; `admin-cli mail suppressions` shows what there is");
    let lifted = lifted.ok_or_else(|| Problem::new(Exit::NotFound, not()))?;
    Answer::new(&LiftedShape::from(&lifted))
}
