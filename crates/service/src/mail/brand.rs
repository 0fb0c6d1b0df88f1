use latchstring_domain::branding::{Branding, HexColor, StoredFile};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::link::Link;

use crate::{Failure, Latchstring, branding};

/// How a workspace or a link looks, for a mail of it: what its pages show, as far as a mail can.
#[derive(Debug, Default)]
pub struct MailBrand {
    /// The name in the place of the company's.
    pub name: Option<String>,
    /// The colour of buttons and links.
    pub color: Option<HexColor>,
    /// The logo, to go along in the mail: one that is fetched would tell when a mail is read.
    pub logo: Option<MailLogo>,
    /// A text at the foot.
    pub footer: Option<String>,
    /// The address that the workspace states as its own.
    pub sender: Option<EmailAddress>,
}

/// A logo, and how large it is.
#[derive(Debug)]
pub struct MailLogo {
    /// The picture, a PNG.
    pub file: StoredFile,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// The look of the mails that a workspace sends itself, as it is now.
pub(super) async fn of(ls: &Latchstring, workspace: WorkspaceId) -> Result<MailBrand, Failure> {
    mailed(ls, branding::of(ls, workspace).await?).await
}

/// The look of a link's mails as it is now.
pub(super) async fn of_link(ls: &Latchstring, link: &Link) -> Result<MailBrand, Failure> {
    mailed(ls, branding::of_link(ls, link).await?).await
}

async fn mailed(ls: &Latchstring, branding: Branding) -> Result<MailBrand, Failure> {
    let logo = match branding.logo {
        // A file that is gone was replaced a moment ago: this mail goes without.
        Some(picture) => ls.store().file(&picture.file).await?.map(|file| MailLogo {
            file,
            width: picture.width,
            height: picture.height,
        }),
        None => None,
    };
    let workspace = ls.store().workspace(branding.workspace_id).await?;
    Ok(MailBrand {
        sender: workspace.and_then(|workspace| workspace.mail_from),
        name: branding.look.name.as_ref().map(ToString::to_string),
        color: branding.look.color,
        logo,
        footer: branding.look.footer.as_ref().map(ToString::to_string),
    })
}
