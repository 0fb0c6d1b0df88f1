use futures_util::future::join_all;
use latchstring_domain::branding::PictureUrl;
use latchstring_storage::Change;

use super::ask::{Asked, BulkError, MAX_LOGOS, Refused};
use crate::invitation::{LinkBrandError, Logo, has_font, logo, wants_own_font};
use crate::{Caller, Latchstring};

/// Fetches the logos that rows name, each once however many rows name it, and puts them into the rows; the changes that keep
/// them. Rows that want the workspace's font are refused where there is none.
pub(super) async fn dress(
    ls: &Latchstring,
    caller: &Caller,
    asked: &mut [Asked],
) -> Result<Vec<Change>, BulkError> {
    let wants_font = asked.iter().position(|asked| wants_own_font(&asked.wish.terms));
    if let Some(row) = wants_font
        && !has_font(ls, caller).await?
    {
        return Err(BulkError::Rows(vec![Refused { row, error: LinkBrandError::NoFont.into() }]));
    }
    let named = named(asked)?;
    // All at once: one after the other, five sites that take their time would outlast the request.
    let mut fetching = Vec::with_capacity(named.len());
    for (_, url) in &named {
        fetching.push(logo(ls, caller, url));
    }
    let fetched = join_all(fetching).await;
    let mut logos = Vec::with_capacity(named.len());
    let mut refused = Vec::new();
    for ((row, url), fetched) in named.into_iter().zip(fetched) {
        match fetched.map_err(LinkBrandError::from) {
            Ok(logo) => logos.push((url, logo)),
            Err(LinkBrandError::Failed(failure)) => return Err(failure.into()),
            Err(error) => refused.push(Refused { row, error: error.into() }),
        }
    }
    if !refused.is_empty() {
        return Err(BulkError::Rows(refused));
    }
    for Asked { wish, .. } in asked {
        let logo = logos.iter().find(|(url, _)| wish.terms.logo_url.as_ref() == Some(url));
        if let Some((_, Logo { picture, .. })) = logo {
            wish.terms.wear(*picture);
        }
    }
    Ok(logos.into_iter().map(|(_, logo)| logo.kept).collect())
}

/// Each address that is named, with the first row that names it.
fn named(asked: &[Asked]) -> Result<Vec<(usize, PictureUrl)>, BulkError> {
    let mut named: Vec<(usize, PictureUrl)> = Vec::new();
    for (row, Asked { wish, .. }) in asked.iter().enumerate() {
        let Some(url) = &wish.terms.logo_url else { continue };
        if named.iter().any(|(_, known)| known == url) {
            continue;
        }
        if named.len() == MAX_LOGOS {
            return Err(BulkError::TooManyLogos(row));
        }
        named.push((row, url.clone()));
    }
    Ok(named)
}
