-- Grain: funded FTE of one employer, occupation code and band at one quarter end.
select quarter_end(quarter) as quarter_end, employer_code, occupation_code, afc_band, funded_fte
from nation.funded
order by quarter, employer_code, occupation_code, afc_band
