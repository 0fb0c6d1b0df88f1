use sea_orm::{DatabaseConnection, EntityTrait as _};

use super::Result;
use crate::driver;
use crate::entity::canaries::Entity;
use crate::row::cell::Row;

pub(crate) async fn canary(db: &DatabaseConnection) -> Result<Option<String>> {
    let found = Entity::find().one(db).await.map_err(driver::failure)?;
    found
        .map(|model| Row::new("canaries", model.id).ok("canary", String::from_utf8(model.canary)))
        .transpose()
}
