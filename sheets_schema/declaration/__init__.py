"""A campaign's declaration: files held against a schema and one another, then built."""

from sheets_schema.campaign import DeclarationError
from sheets_schema.declaration.complaints import NoCampaignError, WrongDeclarationError
from sheets_schema.declaration.files import MAIN
from sheets_schema.declaration.read import CAMPAIGNS, read_campaign, shipped

__all__ = [
    "CAMPAIGNS",
    "MAIN",
    "DeclarationError",
    "NoCampaignError",
    "WrongDeclarationError",
    "read_campaign",
    "shipped",
]
