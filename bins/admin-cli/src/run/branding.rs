use latchstring_domain::branding::Look;
use latchstring_service::Caller;
use latchstring_service::branding::{self, BrandingView, Slot};

use super::input;
use super::session::Session;
use crate::args::{BrandingChanges, BrandingCommand, BrandingFile, BrandingPart, BrandingPicture};
use crate::output::Answer;
use crate::picture::PictureSource;
use crate::problem::Problem;
use crate::shape::BrandingShape;

/// More than any file that is taken, so that the use case says what is too long.
const MAX: u64 = 1024 * 1024;

pub(super) async fn run(session: &Session, command: BrandingCommand) -> Result<Answer, Problem> {
    let caller = session.caller().await?;
    let view = match command {
        BrandingCommand::Show => branding::get(&session.ls, &caller).await?,
        BrandingCommand::Set(changes) => {
            let look = branding::get(&session.ls, &caller).await?.branding.look;
            branding::replace_look(&session.ls, &caller, changed(look, *changes)?).await?
        }
        BrandingCommand::Logo(picture) => take_picture(session, &caller, Slot::Logo, picture).await?,
        BrandingCommand::Favicon(picture) => take_picture(session, &caller, Slot::Favicon, picture).await?,
        BrandingCommand::Font(file) => take(session, &caller, Slot::Font, file).await?,
    };
    Answer::new(&BrandingShape::from(view))
}

async fn take_picture(
    session: &Session,
    caller: &Caller,
    slot: Slot,
    BrandingPicture { picture, remove }: BrandingPicture,
) -> Result<BrandingView, Problem> {
    match picture {
        Some(PictureSource::At(url)) => Ok(branding::fetch(&session.ls, caller, slot, &url).await?),
        Some(PictureSource::File(path)) => {
            take(session, caller, slot, BrandingFile { file: Some(path), remove }).await
        }
        None => take(session, caller, slot, BrandingFile { file: None, remove }).await,
    }
}

async fn take(
    session: &Session,
    caller: &Caller,
    slot: Slot,
    BrandingFile { file, remove: _ }: BrandingFile,
) -> Result<BrandingView, Problem> {
    match file {
        Some(path) => {
            let bytes = input::file(&path, MAX)?;
            Ok(branding::upload(&session.ls, caller, slot, &bytes).await?)
        }
        None => Ok(branding::remove(&session.ls, caller, slot).await?),
    }
}

fn changed(old: Look, changes: BrandingChanges) -> Result<Look, Problem> {
    let BrandingChanges {
        name,
        color,
        background,
        font,
        title,
        description,
        helper,
        footer,
        hide_powered_by,
        clear,
    } = changes;
    if helper.len() > Look::MAX_HELPERS {
        return Err(Problem::usage(format!("--helper: there can be at most {}", Look::MAX_HELPERS)));
    }
    let mut look = old;
    for part in clear {
        match part {
            BrandingPart::Name => look.name = None,
            BrandingPart::Color => look.color = None,
            BrandingPart::Background => look.background = None,
            BrandingPart::Title => look.title = None,
            BrandingPart::Description => look.description = None,
            BrandingPart::Helper => look.helpers.clear(),
            BrandingPart::Footer => look.footer = None,
            BrandingPart::Texts => look.texts.clear(),
        }
    }
    Ok(Look {
        name: name.or(look.name),
        color: color.or(look.color),
        background: background.or(look.background),
        font: font.unwrap_or(look.font),
        title: title.or(look.title),
        description: description.or(look.description),
        helpers: if helper.is_empty() { look.helpers } else { helper },
        footer: footer.or(look.footer),
        shows_powered_by: hide_powered_by.map_or(look.shows_powered_by, |hides| !hides),
        texts: look.texts,
    })
}
