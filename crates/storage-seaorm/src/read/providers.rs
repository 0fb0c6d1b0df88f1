use async_trait::async_trait;
use latchstring_domain::country::Country;
use latchstring_domain::id::{ProviderId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl};
use latchstring_domain::text::ProviderName;
use latchstring_storage::Providers;
use sea_orm::sea_query::{ExprTrait as _, LikeExpr};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

use super::{Result, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::providers::{Column, Entity};
use crate::row::providers::{fold, read};

/// No name and no address has more bytes. SQLite and PostgreSQL differ in what they do with a longer pattern, or
/// with NUL, neither of which can be found.
const LONGEST: usize =
    if ProviderName::MAX * 4 > ProviderUrl::MAX { ProviderName::MAX * 4 } else { ProviderUrl::MAX };

/// A pattern for texts that contain this one, in which nothing is a wildcard.
fn containing(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('!')
}

#[async_trait]
impl Providers for SeaOrmStore {
    async fn provider(&self, id: ProviderId) -> Result<Option<Provider>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn provider_by_url(&self, workspace: WorkspaceId, url: &ProviderUrl) -> Result<Option<Provider>> {
        let query = Entity::find()
            .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
            .filter(Column::Url.eq(url.as_str()));
        one(self.reader(), query, read).await
    }

    async fn providers(
        &self,
        workspace: WorkspaceId,
        text: Option<&str>,
        country: Option<Country>,
        limit: u32,
    ) -> Result<Vec<Provider>> {
        if text.is_some_and(|text| text.len() > LONGEST || text.contains('\0')) {
            return Ok(Vec::new());
        }
        let query = Entity::find()
            .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
            .filter(Column::Listed.eq(true))
            .apply_if(text.map(fold), |query, text| {
                let (name, url) = (Column::NameFolded.into_expr(), Column::UrlFolded.into_expr());
                query.filter(name.like(containing(&text)).or(url.like(containing(&text))))
            })
            .apply_if(country, |query, country| {
                let countries = Column::Countries;
                let listed = format!("\"{}\"", country.code());
                query.filter(countries.eq("[]").or(countries.contains(listed)))
            })
            .order_by_asc(Column::NameFolded)
            .order_by_asc(Column::Id)
            .limit(capped(limit));
        all(self.reader(), query, read).await
    }
}
