"""How grave the catalogue calls each kind of defect, in its own words."""

from tests.districts.wording import words

MISSING, WRONG, DOUBTFUL, REPAIR = "thiếu", "lỗi", "cảnh báo", "tự sửa"
_MISSING = """
    cccd_missing cccd_placeholder phone_missing phone_placeholder name_missing
    group_tdp_missing group_decision_missing officer_pos_missing officer_none
    model_name_missing model_skill_missing model_tdp_missing model_none
    platform_name_missing platform_skill_missing platform_none ward_not_started
"""
_WRONG = """
    cccd_sci_text cccd_cmnd9 cccd_cmnd9_lost_zero cccd_missing_digit cccd_extra_digit
    cccd_birth_implausible cccd_two_values cccd_phone_in_cccd
    cccd_dup_in_ward cccd_fake cccd_filldown cccd_masked cccd_passport phone_short
    phone_long phone_bad_prefix phone_cccd_in_phone phone_filldown phone_fake phone_sci_text
    phone_masked phone_hotline name_single_word name_two_people name_telex name_abbrev
    name_lost_chars member_unknown_group group_no_leader group_two_leaders group_no_members
    group_duplicate group_date_invalid person_year_invalid model_skill_out_of_range
    model_count_decimal platform_url_suspicious ditto_mark formula_error formula_injection
    row_shifted required_column_missing tab_missing wrong_ward_title cccd_dup_cross_ward
"""
_DOUBTFUL = """
    cccd_bad_province cccd_sex_mismatch cccd_year_mismatch phone_two_values phone_landline
    phone_old_landline
    phone_dup_person name_with_digits name_no_diacritics name_dup_in_group
    group_count_mismatch group_leader_name_mismatch member_role_invalid member_in_two_groups
    group_size_outlier group_date_future person_sex_invalid tdp_without_group
    model_skill_unrecognized model_tdp_unknown model_duplicate model_count_text
    model_count_implausible model_desc_short platform_url_invalid platform_reason_missing
    platform_multi_in_cell row_duplicate sample_row_left wrong_tab_data privacy_cccd_in_note
    phone_dup_cross_ward model_copied_cross_ward
"""
_REPAIR = """
    cccd_lost_zero_1 cccd_lost_zero_2 cccd_float_suffix cccd_letter_for_digit
    cccd_separators cccd_apostrophe cccd_extra_text cccd_swapped_with_phone cccd_odd_chars
    phone_lost_zero phone_old_11 phone_old_11_lost_zero phone_plus84 phone_separators
    phone_extra_text phone_letter_for_digit phone_float_suffix name_allcaps name_lowercase
    name_nfd name_tcvn3 name_vni name_mojibake name_eth name_honorific name_with_title
    name_spaces platform_duplicate_variant
"""
SEVERITY_OF = {
    **dict.fromkeys(words(_MISSING), MISSING),
    **dict.fromkeys(words(_WRONG), WRONG),
    **dict.fromkeys(words(_DOUBTFUL), DOUBTFUL),
    **dict.fromkeys(words(_REPAIR), REPAIR),
}
REPAIRS = frozenset(words(_REPAIR))
