//! The studio: `GET /v1/studios/information` and `GET /v1/studios/utilization`.

use serde::{Deserialize, Serialize};

use super::lenient;

/// Who the studio is, where, and when it is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StudioInformation {
    /// The id that passes name as the selling studio.
    #[serde(deserialize_with = "lenient::id")]
    pub studio_id: u64,
    /// The name over the door.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A sentence about it.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The country by name.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// ISO 3166-1, such as `DE`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// The day it opened, `yyyy-MM-dd`.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub opening_date: Option<String>,
    /// The day it closes for good.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub closing_date: Option<String>,
    /// The desk's e-mail.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The desk's telephone.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// The site.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub website: Option<String>,
    /// Street of the address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// House number of the address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub house_number: Option<String>,
    /// Postal code of the address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
    /// City of the address.
    #[serde(default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The hours of staff.
    #[serde(default, deserialize_with = "lenient::list")]
    pub opening_hours: Vec<OpeningHours>,
    /// The hours to show to visitors.
    #[serde(default, deserialize_with = "lenient::list")]
    pub public_opening_hours: Vec<OpeningHours>,
    /// Times when it is closed out of turn.
    #[serde(default, deserialize_with = "lenient::list")]
    pub closing_hours: Vec<ClosingHours>,
    /// Named sets of hours that offers refer to.
    #[serde(default, deserialize_with = "lenient::list")]
    pub opening_hours_categories: Vec<OpeningHoursCategory>,
    /// Whether customers have door codes at all.
    #[serde(default, deserialize_with = "lenient::maybe", skip_serializing_if = "Option::is_none")]
    pub access_code_configuration: Option<AccessCodeConfiguration>,
}

/// A run of weekdays with the same hours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OpeningHours {
    /// Such as `MONDAY`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub day_of_week_from: Option<String>,
    /// The last day of the run.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub day_of_week_to: Option<String>,
    /// `HH:mm:ss`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub time_from: Option<String>,
    /// `HH:mm:ss`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub time_to: Option<String>,
}

/// A time when the studio is closed out of turn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClosingHours {
    /// Such as a public holiday.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Local to the studio when it has no offset.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date_time_from: Option<String>,
    /// Local to the studio when it has no offset.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date_time_to: Option<String>,
}

/// A named set of hours, such as "Off-Peak".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OpeningHoursCategory {
    /// What offers refer to.
    #[serde(deserialize_with = "lenient::optional_id", skip_serializing_if = "Option::is_none")]
    pub category_id: Option<u64>,
    /// What people call it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The hours.
    #[serde(deserialize_with = "lenient::list")]
    pub opening_hours: Vec<Availability>,
}

/// A window on one weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Availability {
    /// Such as `MONDAY`.
    pub day_of_week: String,
    /// `HH:mm:ss`.
    pub time_from: String,
    /// `HH:mm:ss`.
    pub time_to: String,
}

/// Whether customers have door codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AccessCodeConfiguration {
    /// True when they do.
    #[serde(deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
}

/// How many people are checked in right now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StudioUtilization {
    /// How many fit; none means without limit.
    #[serde(deserialize_with = "lenient::integer")]
    pub capacity: Option<i64>,
    /// How many are in; may exceed the capacity.
    #[serde(deserialize_with = "lenient::integer", skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_alone_makes_a_studio_and_odd_hours_do_not_spoil_it() {
        let studio: StudioInformation = serde_json::from_str(
            r#"{"studioId": "7", "name": null, "houseNumber": 83, "accessCodeConfiguration": null,
                "publicOpeningHours": [{"timeFrom": {"hour": 6}}, "all day", {"timeFrom": "06:00:00"}],
                "closingHours": null, "openingHoursCategories": {"a": 1}}"#,
        )
        .expect("a studio");
        assert_eq!((studio.studio_id, studio.house_number.as_deref()), (7, Some("83")));
        assert_eq!(studio.public_opening_hours.len(), 2);
        assert!(serde_json::from_str::<StudioInformation>(r#"{"name": "Example"}"#).is_err());
    }

    #[test]
    fn a_studio_without_a_limit_has_no_capacity() {
        let load: StudioUtilization =
            serde_json::from_str(r#"{"capacity": null, "count": "12"}"#).expect("a load");
        assert_eq!((load.capacity, load.count), (None, Some(12)));
        assert_eq!(serde_json::to_string(&load).expect("JSON"), r#"{"capacity":null,"count":12}"#);
    }
}
