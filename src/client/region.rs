//! The service's regions.

use std::fmt;
use std::str::FromStr;

/// A region of the service. Tokens, signing keys and runs belong to one.
///
/// ```
/// use upstash_workflow::Region;
///
/// assert_eq!("us-east-1".parse(), Ok(Region::UsEast1));
/// assert_eq!(Region::EuCentral1.url(), "https://qstash-eu-central-1.upstash.io");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// `eu-central-1`, the default.
    EuCentral1,
    /// `us-east-1`.
    UsEast1,
}

impl Region {
    pub(crate) const ALL: [Self; 2] = [Self::EuCentral1, Self::UsEast1];

    /// Returns the region's base URL.
    pub fn url(self) -> &'static str {
        match self {
            Self::EuCentral1 => "https://qstash-eu-central-1.upstash.io",
            Self::UsEast1 => "https://qstash-us-east-1.upstash.io",
        }
    }

    /// Returns the name in the service's URLs, such as `us-east-1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EuCentral1 => "eu-central-1",
            Self::UsEast1 => "us-east-1",
        }
    }

    /// The prefix of the region's environment variables, such as `US_EAST_1`.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::EuCentral1 => "EU_CENTRAL_1",
            Self::UsEast1 => "US_EAST_1",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error of a text that is not the name of a [`Region`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseRegionError;

impl fmt::Display for ParseRegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a region: use us-east-1 or eu-central-1")
    }
}

impl std::error::Error for ParseRegionError {}

/// Accepts upper and lower case, hyphens and underscores.
impl FromStr for Region {
    type Err = ParseRegionError;

    fn from_str(text: &str) -> Result<Self, ParseRegionError> {
        let name = text.to_ascii_lowercase().replace('_', "-");
        Self::ALL.into_iter().find(|region| region.as_str() == name).ok_or(ParseRegionError)
    }
}
