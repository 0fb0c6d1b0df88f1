use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::email::EmailAddress;
use latchstring_email::transport::{Envelope, MemoryTransport};
use latchstring_email::{Account, Brand, CodeMail, Content, InvitationMail, Mail, Mailer, SendError, Task};
use latchstring_i18n::Catalog;
use uuid::Uuid;

pub(crate) const CODE: &str = "048213";

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn mail(company: &str) -> Mail {
    Mail {
        id: Uuid::from_u128(0x0192_f0c1_0000_7000_8000_0000_0000_0042),
        to: address("dana@harbour.example"),
        locale: None,
        at: Timestamp::from_unix_millis(1_795_167_000_000).unwrap(),
        sender: None,
        brand: Brand::default(),
        unsubscribe: None,
        content: Content::Code(CodeMail { company: company.to_owned(), code: CODE.into(), minutes: 10 }),
    }
}

pub(crate) const URL: &str = "https://connect.example/p/i/lsi_c2FtcGxl/AfYxc2FtcGxl";

/// One that asks for the account of a provider, with everything that such a mail can have.
pub(crate) fn invitation(company: &str) -> InvitationMail {
    InvitationMail {
        company: company.to_owned(),
        task: Task::Connect(Account::At("Pacific Power".to_owned())),
        message: Some("Hi Dana, as we said on Tuesday.\nThanks!".to_owned()),
        handed_off_by: Some("boss@harbour.example".to_owned()),
        reminds: false,
        url: URL.into(),
        expires_at: Some(Timestamp::from_unix_millis(1_795_824_000_000).unwrap()),
    }
}

pub(crate) fn inviting(content: InvitationMail) -> Mail {
    Mail { content: Content::Invitation(Box::new(content)), ..mail("") }
}

/// The mail as it goes out.
pub(crate) async fn written(mail: &Mail) -> Result<Envelope, SendError> {
    let transport = Arc::new(MemoryTransport::default());
    let from = address("connect@latchstring.example");
    let mailer = Mailer::new(Arc::new(Catalog::load().unwrap()), from, transport.clone());
    mailer.send(mail).await?;
    Ok(transport.letters().remove(0))
}

pub(crate) async fn text(mail: &Mail) -> String {
    String::from_utf8(written(mail).await.unwrap().bytes).unwrap()
}
