"""What moto gets wrong of REST APIs of Amazon API Gateway.

apis.py            REST APIs, base path mappings, usage plans
stages.py          stages, deployments and canaries (stage_patches.py: how UpdateStage changes a stage)
integrations.py    the defaults and the form of integrations
imports.py         APIs from OpenAPI documents
"""
